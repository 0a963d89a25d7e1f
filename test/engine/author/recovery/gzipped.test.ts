import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { gzipped } from '../../../../src/engine/author/recovery/gzipped.ts';

test('RFC 1952: neither the time nor the system that packed stands in it', () => {
  const packed = gzipped(Buffer.from('licence'));
  expect(Buffer.from(packed.subarray(0, 10)).toString('hex')).toBe('1f8b08000000000002ff');
  expect(gunzipSync(packed).toString()).toBe('licence');
});
