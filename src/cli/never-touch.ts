import { realpath } from 'node:fs/promises';
import { Failure } from '../engine/contract/failure/failure.ts';
import { t } from '../words/language.ts';
import { usageFailure } from '../words/spoken-failure.ts';
import { absolutePath } from './absolute-path.ts';
import type { Face } from './face.ts';
import type { CommonOptions } from './given.ts';
import { tell, tellJson } from './tell.ts';

/** `isowright config never-touch list` */
export async function listProtected({ json }: CommonOptions, face: Face): Promise<number> {
  const serials = await face.neverTouch.serials();
  if (json) tellJson(face.out, { neverTouch: serials }, 2);
  else tell(face.out, ...(serials.length === 0 ? [t().cli.neverTouch.none] : serials));
  return 0;
}

/** `isowright config never-touch add SERIAL|PATH` */
export async function addProtected(
  what: string,
  { quiet, dryRun }: CommonOptions,
  face: Face,
): Promise<number> {
  const serial = await serialOf(what, face);
  const isNew = dryRun ? true : await face.neverTouch.protect(serial);
  const { added, addedBefore } = t().cli.neverTouch;
  if (!quiet) tell(face.out, (isNew ? added : addedBefore)(serial, face.neverTouch.place()));
  return 0;
}

/** `isowright config never-touch remove SERIAL|PATH` */
export async function removeProtected(
  what: string,
  { quiet, dryRun }: CommonOptions,
  face: Face,
): Promise<number> {
  const serial = await serialOf(what, face);
  const wasThere = dryRun ? true : await face.neverTouch.unprotect(serial);
  if (!wasThere) throw usageFailure(() => t().cli.neverTouch.notListed(serial, face.neverTouch.place()));
  if (!quiet) tell(face.out, t().cli.neverTouch.removed(serial));
  return 0;
}

/** A path stands for the serial of its drive. @throws Failure `target-missing`, `usage` when it has none */
async function serialOf(what: string, face: Face): Promise<string> {
  if (!what.includes('/')) return what.trim();
  const device = await realpath(absolutePath(what, face)).catch(() => what);
  const drives = await face.machine.listDrives();
  const drive = drives.find(
    ({ path, parts }) => path === device || parts.some((part) => part.path === device),
  );
  if (!drive) throw new Failure('target-missing', { target: what });
  if (drive.serial) return drive.serial;
  throw usageFailure(() => t().cli.neverTouch.noSerial(what));
}
