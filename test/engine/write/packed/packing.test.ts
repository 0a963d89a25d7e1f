import { expect, test } from 'vitest';
import { packingOf } from '../../../../src/engine/write/packed/packing.ts';

test.each([
  ['/a/out.img.zst', 'zstd'],
  ['/a/OUT.ISO.GZ', 'gzip'],
  ['/a/out.xz', 'xz'],
  ['/a/out.img', undefined],
  ['/a/.gz', undefined],
  ['/a.gz/out', undefined],
  ['/a/out.tgz', undefined],
  ['/a/gz', undefined],
])('%s', (path, packing) => {
  expect(packingOf(path)).toBe(packing);
});
