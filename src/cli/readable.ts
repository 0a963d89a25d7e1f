import { stat } from 'node:fs/promises';
import { only } from '../engine/contract/failure/present.ts';
import { isUrl } from '../engine/contract/plan/source-path.ts';
import { type ByteStream, type Image, isImage, type Readable } from '../engine/contract/ports/image.ts';
import type { Packed } from '../engine/read/checksum/checked-source.ts';
import { beginningOf } from '../engine/read/open/beginning-of.ts';
import { driveImage } from '../engine/read/open/drive-image.ts';
import type { OpenSourceOptions } from '../engine/read/open/open-options.ts';
import { openSource } from '../engine/read/open/open-source.ts';
import { absolutePath } from './absolute-path.ts';
import type { Outlook } from './face.ts';
import { readTargets } from './targets.ts';

export interface OpenReadable extends Readable<number | undefined> {
  /** Of what comes in order: how far it was unpacked already. */
  readonly seenBytes?: number;
  /** What it is in. */
  readonly packed?: Packed | undefined;
  /** What it is compressed with, of what comes in order. */
  readonly compression?: string | undefined;
  close(): Promise<void>;
}

/** Of what is packed: enough for partition tables, volumes and what they name near the beginning. */
const MOST_UNPACKED_BYTES = 64 << 20;

/**
 * An image file, a packed one, an address, or a whole drive, for looking into. Nothing can be written through it.
 *
 * @throws Failure what opening sources and drives may throw
 */
export async function openReadable(
  path: string,
  face: Outlook,
  how: Pick<OpenSourceOptions, 'raw' | 'opensContainers' | 'onNote' | 'onTracks'> = {},
): Promise<OpenReadable> {
  const place = isUrl(path) ? path : absolutePath(path, face);
  if (!isUrl(path) && (await isDevice(place))) return openDrive(place, face);
  const source = await openSource(place, { ...how, unchecked: true });
  const readable = await readableOf(source);
  return isImage(source) ? readable : Object.assign(readable, { compression: source.packed?.container });
}

/** An image as it is; of what comes in order, the beginning. Closing it closes the source. */
export async function readableOf(source: Image | ByteStream): Promise<OpenReadable> {
  return isImage(source) ? source : beginningOf(source, MOST_UNPACKED_BYTES);
}

export async function isDevice(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isBlockDevice() ?? false;
}

async function openDrive(path: string, face: Outlook): Promise<OpenReadable> {
  const { plan } = only(await readTargets([path], {}, face));
  const expect = plan.kind === 'drive' ? plan.expect : {};
  return driveImage(await face.machine.openDrive(plan.path, expect, { purpose: 'read' }));
}
