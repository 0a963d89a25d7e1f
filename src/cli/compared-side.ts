import type { BigIntStats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { isFailure } from '../engine/contract/failure/failure.ts';
import { sourceChanged } from '../engine/contract/failure/source-failures.ts';
import { isUrl } from '../engine/contract/plan/source-path.ts';
import { type ByteStream, type Image, isImage, type Readable } from '../engine/contract/ports/image.ts';
import { type ComparedTree, volumeTree } from '../engine/read/compare/compared-tree.ts';
import { folderTree } from '../engine/read/compare/folder-tree.ts';
import { openListed } from '../engine/read/open/not-listed.ts';
import { openSource } from '../engine/read/open/open-source.ts';
import { partitionImage } from '../engine/read/open/partition-image.ts';
import { partitionPath } from '../engine/read/open/partition-path.ts';
import { sheetImage } from '../engine/read/open/sheet-image.ts';
import { t } from '../words/language.ts';
import { usageFailure } from '../words/spoken-failure.ts';
import { absolutePath } from './absolute-path.ts';
import type { Face } from './face.ts';
import { openReadable } from './readable.ts';
import { serveStandardInput } from './standard-input.ts';

const STANDARD_INPUT = '-';

type Placed = Readable & Pick<Image, 'zerosAt'>;

/** One side of a comparison, open. */
export interface ComparedSide {
  readonly path: string;
  readonly kind: 'folder' | 'image' | 'device' | 'stream';
  /** Its bytes; a folder has none. */
  readonly bytes?: Placed | ByteStream;
  /** The same where they can be read at any place. */
  readonly image?: Placed;
  /** The same for two names of one thing. */
  readonly identity: string;
  /** @throws Failure what opening a file system may throw; `usage` for what comes in order */
  tree(): Promise<ComparedTree>;
  /** @throws Failure `source-changed` when it was written to meanwhile */
  settle(): Promise<void>;
  close(): Promise<void>;
}

/** @throws Failure what opening sources, drives and partitions may throw */
export async function openSide(given: string, face: Face): Promise<ComparedSide> {
  if (given === STANDARD_INPUT) return inputSide(face);
  if (isUrl(given)) return fileSide({ given, imagePath: given }, undefined);
  const whole = absolutePath(given, face);
  const about = await stat(whole, { bigint: true }).catch(() => undefined);
  if (about?.isDirectory()) return folderSide(given, whole, about);
  const { imagePath, number } = await partitionPath(await sheetImage(whole));
  const found = await stat(imagePath, { bigint: true }).catch(() => undefined);
  const asked = { given, imagePath, number };
  return found?.isBlockDevice() ? deviceSide(asked, found, face) : fileSide(asked, found);
}

/** What comes in order, once. @throws Failure `usage` when it is a terminal */
async function inputSide({ standardInput }: Face): Promise<ComparedSide> {
  if (!standardInput) throw usageFailure(() => t().cli.usage.terminalAsSource);
  const input = await serveStandardInput(standardInput);
  try {
    const how = { unchecked: true, asDrive: true, standardInput: input.path };
    const source = await openSource(STANDARD_INPUT, how);
    if (isImage(source)) throw new Error('standard input has no places');
    const close = async (): Promise<void> => {
      await source.close();
      await input.close();
    };
    return streamSide(STANDARD_INPUT, source, { identity: STANDARD_INPUT, settle: nothing, close });
  } catch (error) {
    await input.close();
    throw error;
  }
}

function streamSide(
  path: string,
  bytes: ByteStream,
  common: Pick<ComparedSide, 'identity' | 'settle' | 'close'>,
): ComparedSide {
  const tree = async (): Promise<never> => {
    throw usageFailure(() =>
      path === STANDARD_INPUT ? t().compare.inputContent : t().compare.streamContent(path),
    );
  };
  return { path, kind: 'stream', bytes, tree, ...common };
}

interface Asked {
  readonly given: string;
  readonly imagePath: string;
  readonly number?: number | undefined;
}

const nothing = async (): Promise<void> => undefined;

function folderSide(path: string, whole: string, { dev, ino }: BigIntStats): ComparedSide {
  const tree = folderTree(whole);
  return {
    path,
    kind: 'folder',
    identity: `${dev}:${ino}`,
    tree: async () => tree,
    settle: nothing,
    close: nothing,
  };
}

async function deviceSide(asked: Asked, { rdev }: BigIntStats, face: Face): Promise<ComparedSide> {
  const { sizeBytes = 0, read, close } = await openReadable(asked.imagePath, face);
  const image = { sizeBytes, read };
  const common = {
    kind: 'device',
    identity: `device ${rdev}@${asked.number ?? ''}`,
    settle: nothing,
  } as const;
  return imageSide(asked, image, { ...common, close });
}

async function fileSide(asked: Asked, found: BigIntStats | undefined): Promise<ComparedSide> {
  const source = await openBytes(asked.imagePath);
  const settle = async (): Promise<void> => {
    if (found) await refuseChanged(asked.imagePath, found);
  };
  const identity = found ? `${found.dev}:${found.ino}@${asked.number ?? ''}` : asked.imagePath;
  const close = (): Promise<void> => source.close();
  if (isImage(source)) return imageSide(asked, source, { kind: 'image', identity, settle, close });
  return streamSide(asked.given, source, { identity, settle, close });
}

/** What is cut off, and what is no image at all, still has bytes. @throws Failure what `openSource` throws */
async function openBytes(path: string): Promise<Image | ByteStream> {
  const how = { unchecked: true, asDrive: true };
  return openSource(path, how).catch((error: unknown) => {
    const isOnlyBytes = isFailure(error, 'source-not-an-image') || isFailure(error, 'source-truncated');
    if (!isOnlyBytes || isUrl(path)) throw error;
    return openSource(path, { ...how, raw: true });
  });
}

async function imageSide(
  { given, imagePath, number }: Asked,
  whole: Placed,
  { close, ...common }: Pick<ComparedSide, 'kind' | 'identity' | 'settle' | 'close'>,
): Promise<ComparedSide> {
  try {
    const image = number === undefined ? whole : await partitionImage(whole, number, imagePath);
    const tree = async (): Promise<ComparedTree> =>
      volumeTree((await openListed(whole, imagePath, number)).volume);
    return { ...common, path: given, bytes: image, image, tree, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function refuseChanged(path: string, before: BigIntStats): Promise<void> {
  const now = await stat(path, { bigint: true }).catch(() => undefined);
  if (now?.size !== before.size) throw sourceChanged(path, { reason: 'resized' });
  if (now.mtimeNs !== before.mtimeNs || now.ctimeNs !== before.ctimeNs)
    throw sourceChanged(path, { reason: 'written-to' });
}
