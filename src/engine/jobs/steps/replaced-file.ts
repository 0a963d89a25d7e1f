import { closeSync, constants, lstatSync, openSync, readSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { SECTOR_BYTES } from '../../bytes/formats/iso9660/sector.ts';
import { FIRST_DESCRIPTOR_LBA } from '../../bytes/formats/iso9660/volume-descriptor.ts';
import { Failure } from '../../contract/failure/failure.ts';
import type { ConvertPlan, EditPlan, MakePlan } from '../../contract/plan/plan.ts';
import { deviceNumberText, fileKey } from '../../contract/ports/device-number.ts';
import type { Target } from '../../contract/ports/target.ts';
import { lockFiles, type Release } from '../../host/trust/file-lock.ts';
import { heldTarget } from '../../write/targets/held-target.ts';
import { type OutputFile, openOutputFile } from '../../write/targets/output-file.ts';

/** Standard identifier behind the type byte. */
const VOLUME_ID_BYTES = 5;

/**
 * A file that gives way to the image: none of the folder that is read, unless it is an image itself (an earlier one in the
 * same place, which is left out of the new one), and none that another job writes to; it is locked until the job ends.
 *
 * @throws Failure `source-on-target`, `target-busy`
 */
export async function lockReplaced({
  source,
  output: { path, replace },
}: MakePlan | ConvertPlan | EditPlan): Promise<Release> {
  const found = replace ? lstatSync(path, { bigint: true, throwIfNoEntry: false }) : undefined;
  if (!found?.isFile()) return async () => undefined;
  if (source.kind === 'folder' && isBelow(path, source.path) && !holdsVolume(path))
    throw new Failure('source-on-target', { source: path, target: path });
  return lockFiles(path, [fileKey(deviceNumberText(Number(found.dev)), found.ino)]);
}

/** Whether a file is an image of the kind that is made: a volume's first descriptor stands in it. ECMA-167 2/8. */
function holdsVolume(path: string): boolean {
  const fd = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  try {
    const id = Buffer.alloc(VOLUME_ID_BYTES);
    readSync(fd, id, 0, id.length, FIRST_DESCRIPTOR_LBA * SECTOR_BYTES + 1);
    return ['CD001', 'BEA01'].includes(id.toString('latin1'));
  } finally {
    closeSync(fd);
  }
}

function isBelow(path: string, folder: string): boolean {
  return join(realpathSync(dirname(path)), basename(path)).startsWith(`${realpathSync(folder)}/`);
}

/** The new file, and the lock on what it replaces let go of with it. @throws what `openOutputFile` throws */
export async function heldOutput(output: OutputFile, release: Release): Promise<Target> {
  try {
    return heldTarget(await openOutputFile(output), release);
  } catch (error) {
    await release();
    throw error;
  }
}
