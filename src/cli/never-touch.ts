import { realpath } from 'node:fs/promises';
import { Failure } from '../engine/ports/failure.ts';
import { ownListPath, protect, protectedSerials, unprotect } from '../engine/safety/never-touch.ts';
import { cleanText } from '../engine/words/clean.ts';
import type { CommonOptions, Face } from './face.ts';
import { absolutePath } from './sources.ts';

/** `isowright config never-touch list` */
export async function listProtected({ json }: CommonOptions, face: Face): Promise<number> {
  const serials = await protectedSerials();
  if (json) face.out(`${JSON.stringify({ neverTouch: serials }, undefined, 2)}\n`);
  else
    face.out(
      serials.length === 0
        ? 'No drive is protected.\n'
        : serials.map((one) => `${cleanText(one)}\n`).join(''),
    );
  return 0;
}

/** `isowright config never-touch add SERIAL|PATH` */
export async function addProtected(
  what: string,
  { quiet, dryRun }: CommonOptions,
  face: Face,
): Promise<number> {
  const serial = await serialOf(what, face);
  const isNew = dryRun ? true : await protect(serial);
  if (!quiet)
    face.out(`${cleanText(serial)} ${isNew ? 'is' : 'was already'} protected, in ${ownListPath()}\n`);
  return 0;
}

/** `isowright config never-touch remove SERIAL|PATH` */
export async function removeProtected(
  what: string,
  { quiet, dryRun }: CommonOptions,
  face: Face,
): Promise<number> {
  const serial = await serialOf(what, face);
  const wasThere = dryRun ? true : await unprotect(serial);
  if (!wasThere) throw new Failure('usage', { problem: `${serial} is not on the list in ${ownListPath()}` });
  if (!quiet) face.out(`${cleanText(serial)} is not protected any more\n`);
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
  throw new Failure('usage', { problem: `${what} has no serial number, so it cannot be told from others` });
}
