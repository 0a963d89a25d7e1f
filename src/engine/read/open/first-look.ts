import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { readMapped } from '../../bytes/mapped/read-mapped.ts';
import { bytesOf } from '../../bytes/ranges/bytes-of.ts';
import type { Inspection } from '../../contract/events/inspection.ts';
import { asFailure, Failure, isFailure } from '../../contract/failure/failure.ts';
import { notAnImage } from '../../contract/failure/source-failures.ts';
import type { FoundFacts } from '../../contract/failure/source-reasons.ts';
import type { FirstLook } from '../../contract/ports/first-look.ts';
import type { Readable } from '../../contract/ports/image.ts';
import { checksumNameBeside } from '../checksum/named-beside.ts';
import { openerOf } from '../containers/openers.ts';
import { kindByEnd, TRAILER_BYTES } from '../containers/trailer.ts';
import { containerOf } from '../decode/containers.ts';
import { inspectImage } from '../inspect/inspect.ts';
import { boundedImage } from './bounded-image.ts';
import { kindOf } from './foreign/find-kind.ts';
import { looksLikeReceipt } from './is-receipt-file.ts';
import { LOOK_BYTES, refuseKind, refuseWithMeant } from './not-an-image.ts';

const NO_IMAGE: ReadonlySet<string> = new Set([
  'source-not-an-image',
  'compression-unsupported',
  'source-unsupported',
]);

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
    const isKnown = NO_IMAGE.has(code);
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
  const because = kindByEnd(await bytes(Math.max(0, image.sizeBytes - TRAILER_BYTES), TRAILER_BYTES));
  const container = containerOf(first);
  const content = await contentAtSight(path, image, (container ? undefined : kindOf(first)) ?? because);
  if (container && !content)
    return { what: 'packed', container: container.name, ...(await checksumOf(path)) };
  if (content) return { what: 'image', ...shortOf(await inspectImage(content)), ...(await checksumOf(path)) };
  await refuseWithMeant(path, first);
  if (because) throw notAnImage(path, because);
  return { what: 'image', ...shortOf(await inspectImage(image)), ...(await checksumOf(path)) };
}

/** Of a container, unless it is in parts: none but the named file is opened for a look. */
async function contentAtSight(
  path: string,
  image: Readable,
  found: FoundFacts | undefined,
): Promise<Readable | undefined> {
  const opener = found && openerOf(found);
  if (!opener) return undefined;
  const openBeside = (name: string) => {
    throw new Failure('source-needs-parts', { path, missing: [name] });
  };
  const { sizeBytes, read } = image;
  const file = { path, sizeBytes, read, hasBeside: () => false, nameBeside: () => undefined, openBeside };
  return readMapped(
    await opener(file).catch((error: unknown) => {
      // What it should have been is more than that it is damaged.
      throw isFailure(error, 'source-damaged') ? notAnImage(path, found) : error;
    }),
  );
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
