import { expect, test } from 'vitest';
import { startHasher } from '../../../../src/engine/write/transfer/hasher.ts';
import { seededBytes } from '../../../fakes/fake-image.ts';
import { sha256 } from '../../read/checksum/block-map-of.ts';

const SIZE = (9 << 20) + 77;
const STEP = 1 << 20;

/** Everything, after something that was to be forgotten. */
async function hashed(sizeBytes: number | undefined, withTree: boolean) {
  const bytes = new Uint8Array(new SharedArrayBuffer(SIZE));
  bytes.set(seededBytes(SIZE));
  const hasher = startHasher(bytes.buffer, sizeBytes, withTree);
  await hasher.update(bytes.subarray(5, STEP));
  hasher.restart();
  const updates = Array.from({ length: Math.ceil(SIZE / STEP) }, (_, index) =>
    hasher.update(bytes.subarray(index * STEP, (index + 1) * STEP)),
  );
  await Promise.all(updates);
  const found = await hasher.digest();
  await hasher.close();
  return found;
}

test.each([true, false])(
  'little is hashed here, much in a thread, with the same result (tree: %s)',
  async (withTree) => {
    const [here, there] = [await hashed(SIZE, withTree), await hashed(undefined, withTree)];
    expect(here.sha256).toBe(sha256(seededBytes(SIZE)));
    expect(here.tree?.sizeBytes).toBe(withTree ? SIZE : undefined);
    expect(there).toEqual(here);
  },
);
