import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clusterRuns } from '../../../../src/engine/bytes/formats/ntfs/cluster-runs.ts';
import { isLogClean } from '../../../../src/engine/bytes/formats/ntfs/log-file.ts';
import { unpackLznt1 } from '../../../../src/engine/bytes/formats/ntfs/lznt1.ts';
import { fileTime } from '../../../../src/engine/bytes/formats/windows/file-time.ts';
import { readReparsePoint } from '../../../../src/engine/bytes/formats/windows/reparse-point.ts';

describe('mapping pairs', () => {
  const volume = 0x1000_0000;

  test('a length and a distance, backwards too, and holes', () => {
    const pairs = Uint8Array.of(0x21, 0x18, 0x34, 0x56, 0x11, 0x05, 0xf0, 0x01, 0x07, 0);
    expect(clusterRuns(pairs, volume)).toEqual([
      { cluster: 0x5634, clusters: 0x18 },
      { cluster: 0x5624, clusters: 5 },
      { cluster: undefined, clusters: 7 },
    ]);
  });

  test.each([
    ['a run of nothing', [0x11, 0, 1]],
    ['one before the volume', [0x11, 1, 0xff]],
    ['one that reaches behind it', [0x21, 2, 0xff, 0x0f]],
    ['a number longer than any', [0x17, 1, 1, 1, 1, 1, 1, 1, 1]],
    ['one that is cut off', [0x44, 1, 1]],
    ['a place without a length', [0x10, 1]],
  ])('%s is none', (_name, pairs) => {
    expect(clusterRuns(Uint8Array.from(pairs), 0x1000)).toBeUndefined();
  });

  test('whatever the bytes, runs lie in the volume', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (pairs) => {
        for (const { cluster, clusters } of clusterRuns(pairs, 5000) ?? []) {
          expect(clusters).toBeGreaterThan(0);
          if (cluster !== undefined) expect(cluster + clusters).toBeLessThanOrEqual(5000);
        }
      }),
    );
  });
});

describe('LZNT1', () => {
  test('the example of [MS-XCA] §3.3 unpacks to what stands there', () => {
    const packed = Uint8Array.of(
      ...[0x38, 0xb0, 0x88, 0x46, 0x23, 0x20, 0x00, 0x20, 0x47, 0x20, 0x41, 0x00, 0x10, 0xa2, 0x47, 0x01],
      ...[0xa0, 0x45, 0x20, 0x44, 0x00, 0x08, 0x45, 0x01, 0x50, 0x79, 0x00, 0xc0, 0x45, 0x20, 0x05, 0x24],
      ...[0x13, 0x88, 0x05, 0xb4, 0x02, 0x4a, 0x44, 0xef, 0x03, 0x58, 0x02, 0x8c, 0x09, 0x16, 0x01, 0x48],
      ...[0x45, 0x00, 0xbe, 0x00, 0x9e, 0x00, 0x04, 0x01, 0x18, 0x90, 0x00],
    );
    const text =
      'F# F# G A A G F# E D D E F# F# E E F# F# G A A G F# E D D E F# E D D E E F# D E F# G F# D E F# G F# E D E A F# F# G A A G F# E D D E F# E D D\0';
    const out = new Uint8Array(4096);
    expect(unpackLznt1(packed, out)).toBe(true);
    expect(Buffer.from(out.subarray(0, text.length)).toString()).toBe(text);
  });

  test('whatever the bytes, it ends and stays in its memory', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (packed) => {
        const out = new Uint8Array(8192 + 16).fill(0xee);
        unpackLznt1(packed, out.subarray(8, 8200));
        expect([...out.subarray(0, 8), ...out.subarray(8200)].every((byte) => byte === 0xee)).toBe(true);
      }),
    );
  });
});

test('times are kept to 100 ns, and zero is none', () => {
  const bytes = new Uint8Array(8);
  fc.assert(
    fc.property(fc.integer({ min: -1_000_000_000_000, max: 4_000_000_000_000 }), (ms) => {
      fileTime.write(bytes, 0, ms);
      expect(fileTime.read(bytes, 0, () => {})).toBe(ms);
    }),
  );
  expect(fileTime.read(new Uint8Array(8), 0, () => {})).toBeUndefined();
  // 2001-09-09 01:46:40 UTC. [MS-DTYP] §2.3.3.
  new DataView(bytes.buffer).setBigUint64(0, 126_444_736_000_000_001n, true);
  expect(fileTime.read(bytes, 0, () => {})).toBeCloseTo(1_000_000_000_000.0001, 3);
});

describe('the log', () => {
  const page = (clientsInUse: number, flags: number): Uint8Array => {
    const bytes = new Uint8Array(4096);
    const view = new DataView(bytes.buffer);
    bytes.set(Buffer.from('RSTR'));
    view.setUint16(24, 0x30, true);
    view.setUint16(0x30 + 12, clientsInUse, true);
    view.setUint16(0x30 + 14, flags, true);
    return bytes;
  };

  test.each([
    ['never begun', new Uint8Array(4096).fill(0xff), true],
    ['put away', page(0xffff, 0), true],
    ['in use, and said to be clean', page(0, 2), true],
    ['in use', page(0, 0), false],
    ['zeros', new Uint8Array(4096), false],
  ])('%s', (_name, bytes, isClean) => {
    expect(isLogClean(bytes)).toBe(isClean);
  });
});

describe('reparse points', () => {
  const point = (tag: number, ...data: number[]): Uint8Array =>
    Uint8Array.of(
      tag & 0xff,
      (tag >> 8) & 0xff,
      (tag >> 16) & 0xff,
      tag >>> 24,
      data.length,
      0,
      0,
      0,
      ...data,
    );

  test('of the Linux in Windows, of the overlay filter, of others', () => {
    expect(readReparsePoint(point(0x80000023))).toEqual({ kind: 'socket' });
    expect(readReparsePoint(point(0x80000024))).toEqual({ kind: 'fifo' });
    expect(readReparsePoint(point(0x80000017, 1, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0))).toEqual({
      kind: 'overlay',
      algorithm: 1,
    });
    expect(readReparsePoint(point(0x9000001a))).toEqual({ kind: 'other' });
  });

  test('one whose name leaves it is broken', () => {
    expect(readReparsePoint(point(0xa0000003, 0, 0, 200, 0, 0, 0, 0, 0))).toBeUndefined();
    expect(readReparsePoint(Uint8Array.of(3, 0, 0, 0xa0))).toBeUndefined();
  });
});
