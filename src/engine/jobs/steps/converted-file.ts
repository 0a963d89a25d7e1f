import { fstatSync } from 'node:fs';
import { unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { errnoOf } from '../../contract/failure/errno.ts';
import { Failure } from '../../contract/failure/failure.ts';
import { present } from '../../contract/failure/present.ts';
import type { ConvertFormat, ConvertPlan } from '../../contract/plan/kinds/convert.ts';
import { type Image, isImage, type Readable } from '../../contract/ports/image.ts';
import { outputFailure } from '../../host/files/output-failure.ts';
import { openSource } from '../../read/open/open-source.ts';
import { steadyImage } from '../../read/open/steady-image.ts';
import { pack } from '../../write/packed/pack.ts';
import type { PackRun } from '../../write/packed/pieces.ts';
import { StreamedCso } from '../../write/packed/streamed/cso.ts';
import { StreamedQcow2 } from '../../write/packed/streamed/qcow2.ts';
import { type StreamedForm, streamPieces } from '../../write/packed/streamed/stream-pieces.ts';
import { StreamedVmdk } from '../../write/packed/streamed/vmdk.ts';
import { checksumPathOf, writeChecksum } from '../../write/targets/output-file.ts';
import { openOutputFolder } from '../../write/targets/output-folder.ts';
import { publishAll, refuseTaken } from '../../write/targets/publish.ts';
import type { HashedContent } from './converted-image.ts';
import { fdImage } from './fd-image.ts';
import { hashImage } from './hash-image.ts';
import type { JobContext } from './job-context.ts';
import { type PartFile, PartFiles } from './part-files.ts';

interface ToConvert {
  readonly plan: ConvertPlan;
  readonly format: ConvertFormat;
  readonly content: HashedContent;
  /** Before anything gets its name. @throws Failure `checksum-wrong` */
  readonly approve: (sha256: string) => void;
}

/** What was made, as a file. */
export interface ConvertedFile {
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly contentSha256: string;
}

/**
 * Packs an image into a new file, opens that as what it is, and compares what comes of it; then the file gets its name, with its checksum
 * beside it. After a failure nothing is left.
 *
 * @throws Failure
 */
export async function convertToFile(to: ToConvert, context: JobContext): Promise<ConvertedFile> {
  const { path, replace } = to.plan.output;
  const folder = await openOutputFolder(dirname(path), { path, files: context.files });
  const parts = new PartFiles(replace);
  const at = join(folder.at, basename(path));
  try {
    await refuseTaken(checksumPathOf(at), replace, checksumPathOf(path));
    const part = await parts.add(at, path);
    const made = await packedInto(part, to, context);
    to.approve(made.contentSha256);
    await parts.sync();
    await folder.demandInPlace();
    await publish(part, made.sha256, replace);
    await folder.sync();
    return made;
  } finally {
    await parts.close();
    await folder.close();
  }
}

async function publish(part: PartFile, sha256: string, replace: boolean): Promise<void> {
  const { at, path } = part;
  const partPath = `${at}.sha256.part`;
  await unlink(partPath).catch(() => undefined);
  await writeChecksum(partPath, `${sha256} *${basename(path)}\n`);
  const checksum = { partPath, at: checksumPathOf(at), path: checksumPathOf(path) };
  await publishAll(replace ? [part, checksum] : [checksum, part], replace).finally(() =>
    unlink(partPath).catch(() => undefined),
  );
}

async function packedInto(
  part: PartFile,
  { format, content }: ToConvert,
  context: JobContext,
): Promise<ConvertedFile> {
  const { onFact } = context;
  const image = steadyImage(content.image);
  onFact({ event: 'phase', phase: 'write', totalBytes: image.sizeBytes });
  const onPacked = (doneBytes: number): void => onFact({ event: 'progress', phase: 'write', doneBytes });
  const run = { ...context, onPacked };
  await packAs(format, seenInOrder(image), part, run).catch((error: unknown) => {
    throw error instanceof Failure || errnoOf(error) === 'unknown' ? error : outputFailure(error, part.path);
  });
  await image.settle?.();
  const contentSha256 = content.sha256();
  onFact({ event: 'phase', phase: 'verify', totalBytes: image.sizeBytes });
  await demandSame(part, image.sizeBytes, contentSha256, context);
  const { size: sizeBytes } = fstatSync(part.fd);
  const { sha256 } = await hashImage(fdImage(part.fd, part.path, sizeBytes), false, context);
  return { sizeBytes, sha256: present(sha256), contentSha256 };
}

async function packAs(
  format: ConvertFormat,
  image: Readable,
  { fd, path }: PartFile,
  run: PackRun,
): Promise<void> {
  if (format === 'zstd' || format === 'gzip' || format === 'xz') return pack(image, fd, format, run);
  return streamPieces(image, fd, formOf(format, image, path), run);
}

function formOf(format: ConvertFormat, { sizeBytes }: Readable, path: string): StreamedForm {
  if (format === 'vmdk') return new StreamedVmdk(sizeBytes, basename(path));
  if (format === 'cso') return new StreamedCso(sizeBytes, path);
  return new StreamedQcow2(sizeBytes, format === 'qcow2-zstd');
}

/** Several reads are on their way; whatever checks the image sees their bytes in the order they were asked for, which is that of the image. */
function seenInOrder(image: Image): Readable {
  let order: Promise<unknown> = Promise.resolve();
  return {
    sizeBytes: image.sizeBytes,
    async read(atByte, into) {
      const read = image.read(atByte, into);
      order = Promise.all([order, read]).then(() => image.passed?.(into));
      await order;
    },
  };
}

/** What is made is read like any other of its kind. @throws Failure `verify-mismatch` */
async function demandSame(
  part: PartFile,
  sizeBytes: number,
  sha256: string,
  context: JobContext,
): Promise<void> {
  const how = { raw: true, opensContainers: true, unchecked: true, signal: context.signal };
  const made = await openSource(part.partPath, how);
  try {
    // A disk ends with a whole sector.
    const content = isImage(made) ? { ...made, sizeBytes: Math.min(sizeBytes, made.sizeBytes) } : made;
    const found = await hashImage(content, false, context);
    if (found.sha256 === sha256) return;
  } finally {
    await made.close();
  }
  const lengthBytes = sizeBytes;
  throw new Failure('verify-mismatch', {
    target: basename(part.path),
    atByte: 0,
    lengthBytes,
    badBytes: lengthBytes,
  });
}
