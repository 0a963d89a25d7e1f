import { realpath } from 'node:fs/promises';
import { basename } from 'node:path';
import { isLocal, isUrl } from '../engine/contract/plan/source-path.ts';
import { type Peek, versionInTree } from '../engine/contract/plan/version-in-tree.ts';
import { findEntry } from '../engine/read/browse/find.ts';
import type { Volume } from '../engine/read/browse/volume.ts';
import { PEEK_BYTES, peekText } from '../engine/read/open/peek-text.ts';
import { knownAs } from '../tasks/known-as.ts';
import type { AskedSource } from '../tasks/task.ts';
import type { Outlook } from './face.ts';
import { openedImage } from './inside/opened-image.ts';
import { isDevice } from './readable.ts';

/** What a source is called. */
export interface SourceNamed {
  readonly label?: string | undefined;
  readonly version?: string | undefined;
}

/** `disk.img@2` */
const PARTITION = /@\d+$/;
const PACKED = /\.(?:gz|xz|zst|bz2|lz4|zip)$/i;
const ENDING = /\.(?:iso|img|image|raw|udf|bin|qcow2|vhdx?|vmdk|vdi)$/i;

/**
 * The label of what is in it, else its own name; the version that its files state. What cannot be looked into has a name all the
 * same. Of a device only what the machine knows of it: one that dies is read by nobody before the job.
 */
export async function sourceNamed(
  path: string,
  kind: AskedSource['kind'],
  face: Outlook,
): Promise<SourceNamed> {
  const own = ownName(path);
  if (kind === 'folder')
    return { label: own, version: await versionInTree((inside) => peekText(path, inside)) };
  if (!isLocal(path)) return { label: own };
  if (await isDevice(path)) return { label: (await deviceLabel(path, face).catch(() => undefined)) ?? own };
  const found = await imageNamed(path, face).catch((): SourceNamed => ({}));
  return { label: found.label || own, version: found.version };
}

function ownName(path: string): string | undefined {
  if (path === '-') return undefined;
  const name = isUrl(path) ? decodedName(path) : basename(path);
  const whole = name.replace(PARTITION, '');
  return whole.replace(PACKED, '').replace(ENDING, '');
}

function decodedName(address: string): string {
  const name = basename(new URL(address).pathname);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** Of a partition its own, else what its drive is known as. */
async function deviceLabel(path: string, { machine }: Outlook): Promise<string | undefined> {
  const real = await realpath(path);
  const drives = await machine.listDrives();
  const part = drives.flatMap(({ parts }) => parts).find((one) => one.path === real);
  if (part) return part.label || undefined;
  const drive = drives.find((one) => one.path === real);
  return drive && knownAs(drive);
}

async function imageNamed(path: string, face: Outlook): Promise<SourceNamed> {
  const opened = await openedImage({ path }, face);
  try {
    const { volume } = opened;
    return { label: volume.label.trim(), version: await versionInTree(peekInto(volume, path)) };
  } finally {
    await opened.close();
  }
}

function peekInto(volume: Volume, imagePath: string): Peek {
  return async (path) => {
    try {
      const { entry } = await findEntry(volume, path, imagePath);
      if (entry.type !== 'file') return undefined;
      const content = await volume.open(entry);
      const bytes = new Uint8Array(Math.min(content.sizeBytes, PEEK_BYTES));
      await content.read(0, bytes);
      return new TextDecoder().decode(bytes);
    } catch {
      return undefined;
    }
  };
}
