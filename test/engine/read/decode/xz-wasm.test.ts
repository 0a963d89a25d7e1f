import { afterAll, expect } from 'vitest';
import type { Failure } from '../../../../src/engine/contract/failure/failure.ts';
import { Input } from '../../../../src/engine/read/decode/input.ts';
import { unxzByWasm } from '../../../../src/engine/read/decode/xz-wasm.ts';
import { testWith } from '../../../fakes/rigs.ts';
import { concat, inPieces, packed, removeFolder, sampleImage } from './packing.ts';

// Where the program xz is missing, judged by what it packed elsewhere.

afterAll(removeFolder);
const it = testWith('tool:xz');
const image = sampleImage(1_200_000);

async function unpacked(bytes: Uint8Array, pieceBytes = 50_000): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of unxzByWasm(new Input('x', inPieces(bytes, pieceBytes)))) parts.push(part);
  return concat(...parts);
}

const outcome = (bytes: Uint8Array): Promise<string> =>
  unpacked(bytes).then(
    () => 'whole',
    (error: Failure) => error.code,
  );

it('one stream, several, padded ones, large dictionaries', async () => {
  for (const args of [['-1'], ['-9'], ['--check=crc32'], ['-T2', '--block-size=100000']]) {
    const whole = packed(image, 'xz', '-c', ...args);
    expect(Buffer.compare(await unpacked(whole), image)).toBe(0);
    const both = concat(whole, new Uint8Array(8), whole);
    expect(Buffer.compare(await unpacked(both, 7777), concat(image, image))).toBe(0);
  }
});

it('what is cut off or changed fails; what it cannot check is refused', async () => {
  const whole = packed(image, 'xz', '-c', '-1');
  const both = concat(whole, whole);
  for (const place of [
    20,
    whole.length >> 1,
    whole.length - 1,
    whole.length + 7,
    whole.length + 1000,
    both.length - 20,
  ])
    expect([place, await outcome(both.subarray(0, place))]).toEqual([place, 'source-truncated']);
  const broken = Uint8Array.from(whole);
  broken[whole.length >> 1] = (broken[whole.length >> 1] as number) ^ 1;
  expect(await outcome(broken)).toBe('source-damaged');
  expect(await outcome(packed(image, 'xz', '-c', '--check=sha256'))).toBe('compression-unsupported');
  expect(await outcome(packed(image, 'xz', '-c', '--x86', '--lzma2'))).toBe('compression-unsupported');
});
