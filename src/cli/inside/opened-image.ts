import { stat } from 'node:fs/promises';
import type { VolumePlace } from '../../engine/contract/ports/inside.ts';
import type { VolumeEntry } from '../../engine/read/browse/volume.ts';
import { folderOf, type WalkedEntry } from '../../engine/read/browse/walk.ts';
import { openListed } from '../../engine/read/open/not-listed.ts';
import type { VolumeInPart } from '../../engine/read/open/partition-image.ts';
import { partitionPath } from '../../engine/read/open/partition-path.ts';
import { sheetImage } from '../../engine/read/open/sheet-image.ts';
import { absolutePath } from '../absolute-path.ts';
import { type Browsed, openBrowsed } from '../browse.ts';
import type { Outlook } from '../face.ts';

/** A file system that somebody walks about in: open from folder to folder. */
export interface OpenedImage extends VolumeInPart {
  readonly imagePath: string;
  /** Bytes that were read of it so far. */
  readBytes(): number;
  /** Folders that were listed, and those in them, by their paths. */
  readonly folders: Map<string, VolumeEntry>;
  /** Whether the file is still the one that was opened. */
  isSame(): Promise<boolean>;
  close(): Promise<void>;
}

/** @throws Failure what opening an image or its file system may throw */
export async function openedImage({ path, partition }: VolumePlace, face: Outlook): Promise<OpenedImage> {
  const { imagePath, number } = await partitionPath(await sheetImage(absolutePath(path, face)));
  const before = await stampOf(imagePath);
  const image = await openBrowsed(path, imagePath, face);
  const counted = countingReads(image);
  try {
    const found = await openListed(counted.image, imagePath, partition ?? number);
    return {
      ...found,
      imagePath,
      readBytes: counted.readBytes,
      folders: new Map([['', found.volume.root]]),
      isSame: async () => (await stampOf(imagePath)) === before,
      close: () => image.close(),
    };
  } catch (error) {
    await image.close();
    throw error;
  }
}

/** Another content has another time or size. Nothing for what is not there. */
async function stampOf(path: string): Promise<string | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found && [found.dev, found.ino, found.size, found.mtimeMs].join(' ');
}

function countingReads({ sizeBytes, read }: Browsed) {
  let bytes = 0;
  return {
    readBytes: () => bytes,
    image: {
      sizeBytes,
      read(atByte: number, into: Uint8Array): Promise<void> {
        bytes += into.length;
        return read(atByte, into);
      },
    },
  };
}

/** Entries by their paths, a folder read once for all of them; those that are not there any more are left out. */
export async function entriesAt(
  opened: OpenedImage,
  paths: readonly string[],
): Promise<readonly WalkedEntry[]> {
  const byFolder = Map.groupBy(paths, folderOf);
  const found: WalkedEntry[] = [];
  for (const [folder, some] of byFolder) found.push(...(await entriesIn(opened, folder, some)));
  return found;
}

async function entriesIn(
  opened: OpenedImage,
  folder: string,
  paths: readonly string[],
): Promise<readonly WalkedEntry[]> {
  const root = paths.filter((path) => path === '').map((path) => ({ path, entry: opened.volume.root }));
  const wanted = new Set(paths.filter((path) => path !== ''));
  const parent = wanted.size > 0 ? await folderAt(opened, folder) : undefined;
  const found: WalkedEntry[] = [...root];
  if (!parent) return found;
  for await (const entry of opened.volume.list(parent)) {
    const path = `${folder}/${entry.name}`;
    if (wanted.delete(path)) found.push({ path, entry });
    if (wanted.size === 0) break;
  }
  return found;
}

/** A folder by its path; undefined when it is not there, or no folder. */
export async function folderAt(opened: OpenedImage, path: string): Promise<VolumeEntry | undefined> {
  const known = opened.folders.get(path);
  if (known) return known;
  const [found] = await entriesIn(opened, folderOf(path), [path]);
  if (found?.entry.type !== 'dir') return undefined;
  opened.folders.set(path, found.entry);
  return found.entry;
}
