import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { bytesOf } from '../../bytes/ranges/bytes-of.ts';
import type { Inspection } from '../../contract/events/inspection.ts';
import { asFailure } from '../../contract/failure/failure.ts';
import { notAnImage } from '../../contract/failure/source-failures.ts';
import type { FirstLook } from '../../contract/ports/first-look.ts';
import { checksumNameBeside } from '../checksum/named-beside.ts';
import { kindByEnd, TRAILER_BYTES } from '../containers/trailer.ts';
import { containerOf } from '../decode/containers.ts';
import { inspectImage } from '../inspect/inspect.ts';
import { boundedImage } from './bounded-image.ts';
import { looksLikeReceipt } from './is-receipt-file.ts';
import { LOOK_BYTES, refuseKind, refuseWithMeant } from './not-an-image.ts';

/**
 * What a file is at first sight, for somebody who is choosing. Bounded whatever the bytes say; ends soon after `signal`,
 * and says nothing then. Undefined, too, for what is no file or cannot be read.
 */
export async function firstLook(path: string, signal: AbortSignal): Promise<FirstLook | undefined> {
  // A named pipe must not hang the open.
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch(() => undefined);
  if (!file) return undefined;
  try {
    const found = await lookInto(path, file, signal);
    return signal.aborted ? undefined : found;
  } catch (error) {
    const { code, facts } = asFailure(error);
    const isKnown = code === 'source-not-an-image' || code === 'compression-unsupported';
    return isKnown && !signal.aborted ? { what: 'no-image', failure: { code, facts } } : undefined;
  } finally {
    await file.close();
  }
}

async function lookInto(path: string, file: FileHandle, signal: AbortSignal): Promise<FirstLook | undefined> {
  const stats = await file.stat({ bigint: true });
  if (!stats.isFile()) return undefined;
  refuseKind(path, stats);
  const image = boundedImage(path, file, Number(stats.size), signal);
  const bytes = bytesOf(image);
  const first = await bytes(0, LOOK_BYTES);
  if (looksLikeReceipt(Buffer.from(first.subarray(0, 512)).toString('utf8'))) return { what: 'receipt' };
  const container = containerOf(first);
  if (container) return { what: 'packed', container: container.name, ...(await checksumOf(path)) };
  await refuseWithMeant(path, first);
  const because = kindByEnd(await bytes(Math.max(0, image.sizeBytes - TRAILER_BYTES), TRAILER_BYTES));
  if (because) throw notAnImage(path, because);
  return { what: 'image', ...shortOf(await inspectImage(image)), ...(await checksumOf(path)) };
}

const checksumOf = async (path: string) => ({ checksumFile: await checksumNameBeside(path) });

function shortOf({ kind, volumes, forecast, notes }: Inspection) {
  return {
    kind,
    label: volumes.map(({ label }) => label.trim()).find((label) => label !== '') ?? '',
    forecast,
    isCut: notes.some(({ code }) => code === 'source-truncated'),
  };
}
