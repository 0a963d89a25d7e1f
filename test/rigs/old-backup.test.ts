import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { temporaryFolder } from '../engine/author/making.ts';
import { isowright } from '../fakes/cli.ts';
import { seededBytes } from '../fakes/fake-image.ts';
import { makeLoopDevice } from '../fakes/loop-device.ts';
import { run, testWith } from '../fakes/rigs.ts';

// A smaller image on a drive that had a GPT: its second copy stayed at the end, and repair tools offered the old partitions.

const test = testWith('loop', 'tool:sgdisk', 'tool:sfdisk');
const MIB = 1 << 20;
const DRIVE_BYTES = 32 * MIB;

/** An image with an MBR of one partition. */
function mbrImage(path: string): void {
  writeFileSync(path, seededBytes(8 * MIB, 3));
  run('sfdisk', ['-q', path], { input: 'label: dos\nstart=2048,size=4096,type=c\n' });
}

test.each([512, 4096] as const)(
  'of an old GPT nothing is left behind a smaller image, and undo brings it back (%d)',
  (sectorBytes) => {
    const image = join(temporaryFolder(), 'small.img');
    mbrImage(image);
    const device = makeLoopDevice(DRIVE_BYTES, { sectorBytes });
    try {
      expect(run('sgdisk', ['-n', '1:2048:0', '-c', '1:formerly', device.path]).status).toBe(0);
      run('blockdev', ['--flushbufs', device.path]);
      const before = readFileSync(device.path);
      const last = DRIVE_BYTES - sectorBytes;
      expect(before.toString('latin1', last, last + 8)).toBe('EFI PART');
      const identity = ['--yes', '--expect-size', `${DRIVE_BYTES}`];
      const written = isowright(['write', image, device.path, ...identity, '--json']);
      expect(written.status).toBe(0);
      expect(written.events).toContainEqual(
        expect.objectContaining({ event: 'note', code: 'old-table-wiped', target: device.name }),
      );
      run('blockdev', ['--flushbufs', device.path]);
      expect(readFileSync(device.path).includes('EFI PART')).toBe(false);
      if (sectorBytes === 512) {
        const judged = run('sgdisk', ['-p', device.path]);
        expect(judged.stdout).not.toContain('formerly');
        expect(judged.stdout + judged.stderr).not.toMatch(/backup|corrupt|GPT: (present|damaged)/i);
      }
      const [first] = written.events;
      const undone = isowright(['undo', first?.job ?? '', '--yes', '--partly']);
      expect(undone).toMatchObject({ status: 0 });
      run('blockdev', ['--flushbufs', device.path]);
      const after = readFileSync(device.path);
      expect(after.subarray(DRIVE_BYTES - MIB).equals(before.subarray(DRIVE_BYTES - MIB))).toBe(true);
      expect(after.subarray(0, MIB).equals(before.subarray(0, MIB))).toBe(true);
    } finally {
      device.remove();
    }
  },
  120_000,
);
