import { afterAll, expect } from 'vitest';
import type { Failure } from '../../../../src/engine/contract/failure/failure.ts';
import { bunzip2Ourselves } from '../../../../src/engine/read/decode/bzip2.ts';
import { Input } from '../../../../src/engine/read/decode/input.ts';
import { seededBytes } from '../../../fakes/fake-image.ts';
import { testWith } from '../../../fakes/rigs.ts';
import { concat, inPieces, packed, removeFolder, sampleImage } from './packing.ts';

// Our own bzip2 decoder, judged by the program that packed.

afterAll(removeFolder);
const it = testWith('tool:bzip2');

async function unpackOurselves(bytes: Uint8Array, pieceBytes = 4096) {
  const trailing: (number | undefined)[] = [];
  const input = new Input('x', inPieces(bytes, pieceBytes));
  const parts: Uint8Array[] = [];
  const around = {
    signal: new AbortController().signal,
    onTrailing: (lengthBytes: number | undefined) => trailing.push(lengthBytes),
  };
  for await (const part of bunzip2Ourselves(input, around)) parts.push(part);
  return { bytes: concat(...parts), trailing };
}

it('unpacks text, noise, runs, nothing, and several streams in a row', async () => {
  const contents = [
    sampleImage(1_300_000),
    seededBytes(250_000),
    new Uint8Array(3_000_000),
    new Uint8Array(),
    new Uint8Array([7]),
    new Uint8Array(1000).fill(255),
    Uint8Array.from({ length: 2000 }, (_, index) => (index % 5 === 4 ? 1 : 0)),
  ];
  for (const content of contents)
    for (const level of ['-1', '-9'])
      expect(
        Buffer.compare((await unpackOurselves(packed(content, 'bzip2', '-c', level))).bytes, content),
      ).toBe(0);
  const row = concat(...contents.map((content) => packed(content, 'bzip2', '-c')));
  expect(Buffer.compare((await unpackOurselves(row, 100_000)).bytes, concat(...contents))).toBe(0);
});

it('what is cut off or changed fails, what stands behind is said', async () => {
  const whole = packed(sampleImage(200_000), 'bzip2', '-c', '-1');
  const failure = (bytes: Uint8Array) =>
    unpackOurselves(bytes).then(
      () => 'whole',
      (error: Failure) => error.code,
    );
  for (const place of [3, 4, 9, 13, 100, whole.length >> 1, whole.length - 1])
    expect([place, await failure(whole.subarray(0, place))]).toEqual([place, 'source-truncated']);
  expect(await failure(concat(whole, whole.subarray(0, 2)))).toBe('source-truncated');
  for (let place = 4; place < whole.length; place += 1501) {
    const broken = Uint8Array.from(whole);
    broken[place] = (broken[place] as number) ^ 0x10;
    expect(['source-damaged', 'source-truncated']).toContain(await failure(broken));
  }
  expect((await unpackOurselves(concat(whole, new Uint8Array(9)))).trailing).toEqual([]);
  expect((await unpackOurselves(concat(whole, new Uint8Array(9).fill(3)))).trailing).toEqual([9]);
});
