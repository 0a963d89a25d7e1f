import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bootReport } from '../../../../src/engine/jobs/steps/open-source.ts';
import { openedTree } from '../../../../src/engine/jobs/steps/opened-source.ts';
import { seenOnDrive } from '../../../../src/engine/jobs/steps/seen-on-drive.ts';
import { seededBytes } from '../../../fakes/fake-image.ts';
import { efiProgramFor } from '../../author/boot/efi-program.ts';
import { SMALL_STICK_BYTES, withStick } from '../../author/sticks/sticks.ts';

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-seen-'));
  mkdirSync(join(folder, 'EFI', 'BOOT'), { recursive: true });
  writeFileSync(join(folder, 'EFI', 'BOOT', 'BOOTX64.EFI'), efiProgramFor('uefi-x64'));
  writeFileSync(join(folder, 'content.bin'), seededBytes(70_001));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const drives = [SMALL_STICK_BYTES, 50_000_896].map((capacityBytes, i) => ({ name: `d${i}`, capacityBytes }));
const sizes = drives.map(({ capacityBytes }) => capacityBytes);

test.each(['mbr', 'gpt'] as const)(
  'a dry run no longer says that a stick with files and a loader does not boot (%s)',
  async (table) => {
    const found = await withStick([folder, { table }, sizes], (image) =>
      bootReport(openedTree(image, false), drives),
    );
    const onStick = found.forecast?.find(
      ({ firmware, medium }) => firmware === 'uefi-x64' && medium === 'usb',
    );
    expect(onStick).toMatchObject({ boots: true, because: { reason: 'partition-has' } });
  },
);

test.each(['mbr', 'gpt'] as const)(
  'the same bytes are seen in one reading and in many (%s)',
  async (table) => {
    await withStick([folder, { table }, sizes], async (image) => {
      const seen = seenOnDrive(image, drives);
      expect(seen.sizeBytes).toBe(SMALL_STICK_BYTES);
      const whole = Buffer.alloc(seen.sizeBytes);
      await seen.read(0, whole);
      const tailByte = image.fitTo?.(SMALL_STICK_BYTES).tailByte ?? 0;
      const planned = Buffer.alloc(image.sizeBytes);
      await image.read(0, planned);
      expect(whole.subarray(0, tailByte).equals(planned.subarray(0, tailByte))).toBe(true);
      const tail = planned.subarray(tailByte);
      expect(whole.subarray(whole.length - tail.length).equals(tail)).toBe(true);
      const piece = Buffer.alloc(70_003);
      for (const atByte of [1, tailByte - 35_000, whole.length - piece.length]) {
        await seen.read(atByte, piece.fill(0xaa));
        expect(piece.equals(whole.subarray(atByte, atByte + piece.length))).toBe(true);
      }
    });
  },
);
