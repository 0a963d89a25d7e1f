import { expect, test } from 'vitest';
import { restoreVolume } from '../../../../src/engine/jobs/steps/restore-volume.ts';
import { openVolume } from '../../../../src/engine/read/browse/open-volume.ts';
import { restoreLayout } from '../../../../src/engine/write/restore/layout.ts';
import { FakeTarget } from '../../../fakes/fake-target.ts';

const MIB = 1 << 20;
const GIB = 2 ** 30;

function restored(
  capacityBytes: number,
  fileSystem: 'fat16' | 'fat32' | 'exfat',
  {
    sectorBytes = 512,
    clusterBytes,
    label,
  }: { sectorBytes?: number; clusterBytes?: number; label?: string } = {},
) {
  const target = { ...new FakeTarget({ capacityBytes: 4 * MIB }), name: 'sdb', capacityBytes } as FakeTarget;
  const layout = restoreLayout(target, sectorBytes, fileSystem);
  return {
    layout,
    volume: restoreVolume(layout, { target: 'sdb', label, serial: 0x1234abcd, clusterBytes }),
  };
}

test.each([
  [5 * MIB, 'fat16', 512],
  [64 * MIB, 'fat16', 4096],
  [64 * MIB, 'fat32', 512],
  [512 * MIB, 'fat32', 4096],
  [64 * MIB, 'exfat', 512],
  [64 * GIB, 'exfat', 4096],
] as const)(
  '%i bytes as %s in sectors of %i are read as an empty volume with its name',
  async (bytes, kind, sectorBytes) => {
    const { layout, volume } = restored(bytes, kind, { sectorBytes, label: 'KEYS' });
    const sizeBytes = layout.partitionSectors * sectorBytes;
    const image = { sizeBytes, read: (at: number, into: Uint8Array) => volume.read(at, into) };
    const opened = await openVolume(image, 'volume');
    expect(opened).toMatchObject({ label: 'KEYS', sizeBytes, notes: [] });
    const entries = [];
    for await (const entry of opened?.list(opened.root) ?? []) entries.push(entry.name);
    expect(entries).toEqual([]);
  },
);

test('a large exFAT costs no more than its table', () => {
  expect(restored(476 * GIB, 'exfat').volume.usedBytes).toBeLessThan(24 * MIB);
});

test.each([
  [8 * MIB, 'fat32', 512, undefined, 'too-small'],
  [4 * GIB, 'fat16', 512, undefined, 'too-large'],
  [2048 * GIB + 2 * MIB, 'fat32', 512, undefined, 'too-large'],
  [17_000 * GIB, 'fat32', 4096, undefined, 'too-large'],
  [64 * MIB, 'fat32', 512, 32 << 10, 'cluster-size'],
  [64 * MIB, 'exfat', 4096, 512, 'cluster-size'],
  // Not "too small, needs some 2 MB at least".
  [48 * MIB, 'exfat', 512, 32 * MIB, 'cluster-size'],
  [64 * MIB, 'fat16', 512, 3000, 'cluster-size'],
] as const)(
  '%i bytes as %s in sectors of %i with clusters of %s: %s',
  (bytes, kind, sectorBytes, clusterBytes, why) => {
    const making = () => restored(bytes, kind, { sectorBytes, ...(clusterBytes && { clusterBytes }) });
    expect(making).toThrow(
      expect.objectContaining({ code: 'file-system-unfit', facts: expect.objectContaining({ why }) }),
    );
  },
);
