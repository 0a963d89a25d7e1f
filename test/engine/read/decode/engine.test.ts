import { createInflateRaw, deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { throughEngine } from '../../../../src/engine/read/decode/engine.ts';
import { Input } from '../../../../src/engine/read/decode/input.ts';
import { seededBytes } from '../../../fakes/fake-image.ts';
import { concat, inPieces } from './packing.ts';

test('an engine gives back exactly what is not of its stream, wherever the pieces end', async () => {
  for (const content of [new Uint8Array(), seededBytes(7), seededBytes(3000), new Uint8Array(2_000_000)]) {
    const stream = deflateRawSync(content);
    const behind = seededBytes(20_000, 5);
    for (const pieceBytes of [1, 9, stream.length, stream.length + 1, 50_000]) {
      if (stream.length / pieceBytes > 4000) continue;
      const input = new Input('x', inPieces(concat(stream, behind), pieceBytes));
      const parts: Uint8Array[] = [];
      for await (const part of throughEngine(createInflateRaw(), input, () => input.next())) parts.push(part);
      expect(Buffer.compare(concat(...parts), content)).toBe(0);
      expect(input.atByte).toBe(stream.length);
      expect(Buffer.compare(await input.take(behind.length, 'compressed-data'), behind)).toBe(0);
    }
  }
});
