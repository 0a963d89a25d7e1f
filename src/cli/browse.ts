import { mkdir } from 'node:fs/promises';
import { extract } from '../engine/browse/extract.ts';
import { entriesFrom, findEntry } from '../engine/browse/find.ts';
import { damageOf } from '../engine/browse/iso/damage.ts';
import { openVolume } from '../engine/browse/open-volume.ts';
import type { EntryType, VolumeEntry } from '../engine/browse/volume.ts';
import { type WalkedEntry, walk } from '../engine/browse/walk.ts';
import { openSource } from '../engine/image/open-source.ts';
import { Failure } from '../engine/ports/failure.ts';
import type { Image } from '../engine/ports/image.ts';
import { textOfBytes } from '../engine/tree/tree.ts';
import { cleanText } from '../engine/words/clean.ts';
import { countOf, sizeText } from '../engine/words/sizes.ts';
import type { CommonOptions, Face } from './face.ts';
import { absolutePath } from './sources.ts';

/** `isowright ls IMAGE [PATH]`: everything below a path, sorted. */
export async function list(
  imagePath: string,
  inside: string | undefined,
  { json }: CommonOptions,
  face: Face,
): Promise<number> {
  return browsing(imagePath, face, async (entriesAt) => {
    await print(entriesAt(inside ?? '/'), json ?? false, face);
    return 0;
  });
}

async function print(entries: AsyncIterable<WalkedEntry>, asJson: boolean, face: Face): Promise<void> {
  const found: WalkedEntry[] = [];
  for await (const walked of entries) found.push(walked);
  found.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  if (asJson) face.out(`${JSON.stringify({ entries: found.map(jsonOf) }, undefined, 2)}\n`);
  else for (const walked of found) face.out(`${lineOf(walked)}\n`);
}

export interface ExtractFlags extends CommonOptions {
  readonly directory: string;
  readonly force?: boolean;
}

/** `isowright extract IMAGE [PATH…] -C DIR` */
export async function extractFiles(
  imagePath: string,
  inside: readonly string[],
  { directory, force = false, json, dryRun }: ExtractFlags,
  face: Face,
): Promise<number> {
  const into = absolutePath(directory, face);
  return browsing(imagePath, face, async (entriesAt, image) => {
    async function* wanted(): AsyncGenerator<WalkedEntry> {
      for (const path of inside.length > 0 ? inside : ['/']) yield* entriesAt(path);
    }
    if (dryRun) {
      await print(wanted(), json ?? false, face);
      return 0;
    }
    await mkdir(into, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
      throw new Failure('output-not-writable', { path: into, errno: error.code ?? 'EIO' });
    });
    const options = { into, replace: force, damaged: damageOf(imagePath) };
    const { entries, sizeBytes, skipped } = await extract(image, wanted(), options);
    for (const { path, type } of skipped) face.err(`${cleanText(path)}: left out, a ${type}\n`);
    if (json) face.out(`${JSON.stringify({ entries, sizeBytes, skipped, into }, undefined, 2)}\n`);
    else face.out(`${countOf(entries, 'entry', 'entries')}, ${sizeText(sizeBytes)}, in ${cleanText(into)}\n`);
    return 0;
  });
}

type EntriesAt = (inside: string) => AsyncGenerator<WalkedEntry>;

async function browsing(
  path: string,
  face: Face,
  work: (entriesAt: EntriesAt, image: Image) => Promise<number>,
): Promise<number> {
  const imagePath = absolutePath(path, face);
  const image = await openSource(imagePath);
  try {
    if (!('read' in image))
      throw new Failure('usage', {
        problem: `${path} is compressed, and files are taken from the image itself: unpack it first`,
      });
    const volume = await openVolume(image, imagePath);
    const entriesAt = async function* (inside: string): AsyncGenerator<WalkedEntry> {
      const from = await findEntry(volume, inside, imagePath);
      yield* entriesFrom((folder) => walk(volume, { imagePath }, folder), from);
    };
    return await work(entriesAt, image);
  } finally {
    await image.close();
  }
}

function jsonOf({ path, entry }: WalkedEntry): object {
  const { type, sizeBytes, permissions, userId, groupId, modifiedAtMs, target } = entry;
  return {
    path: textOfBytes(path),
    type,
    sizeBytes,
    ...(permissions !== undefined && { mode: modeText(permissions), uid: userId, gid: groupId }),
    ...(modifiedAtMs !== undefined && { mtime: timeText(modifiedAtMs) }),
    ...(target !== undefined && { target: textOfBytes(target) }),
  };
}

function modeText(permissions: number): string {
  return permissions.toString(8).padStart(4, '0');
}

/** A medium may tell times that no calendar has. */
function timeText(ms: number): string | undefined {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

const letters: Readonly<Record<EntryType, string>> = {
  file: '-',
  dir: 'd',
  symlink: 'l',
  'block-device': 'b',
  'char-device': 'c',
  fifo: 'p',
  socket: 's',
};

function lineOf({ path, entry }: WalkedEntry): string {
  const { type, sizeBytes, permissions, modifiedAtMs, target } = entry;
  const time =
    modifiedAtMs === undefined ? '' : (timeText(modifiedAtMs) ?? '').slice(0, 16).replace('T', ' ');
  const to = target === undefined ? '' : ` -> ${textOfBytes(target)}`;
  const rights = letters[type] + rightsText({ permissions });
  return cleanText(
    `${rights} ${String(sizeBytes).padStart(13)} ${time.padEnd(16)} ${textOfBytes(path)}${to}`,
  );
}

function rightsText({ permissions }: Pick<VolumeEntry, 'permissions'>): string {
  if (permissions === undefined) return '?????????';
  return [...'rwxrwxrwx'].map((letter, i) => (permissions & (0o400 >> i) ? letter : '-')).join('');
}
