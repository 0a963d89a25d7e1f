import { fstatSync } from 'node:fs';
import { basename } from 'node:path';
import { errnoOf } from '../../contract/failure/errno.ts';
import { Failure } from '../../contract/failure/failure.ts';
import { present } from '../../contract/failure/present.ts';
import type { Image } from '../../contract/ports/image.ts';
import { outputFailure } from '../../host/files/output-failure.ts';
import { syncData } from '../../host/files/positional-io.ts';
import { openSource } from '../../read/open/open-source.ts';
import { pack } from '../../write/packed/pack.ts';
import type { Packing } from '../../write/packed/packing.ts';
import { fdImage } from './fd-image.ts';
import { hashImage } from './hash-image.ts';
import type { JobContext } from './job-context.ts';
import type { PartFile } from './part-files.ts';

interface ToPack {
  readonly image: Image;
  /** Of the image. */
  readonly sha256: string;
  readonly packing: Packing;
  /** Where the packed image is made, new and empty. */
  readonly part: PartFile;
}

/** What a packed file is, as a file. */
export interface PackedFile {
  readonly sizeBytes: number;
  readonly sha256: string;
}

/** Packs an image, and unpacks it again to see that nothing else comes of it. @throws Failure */
export async function packImage(
  { image, sha256, packing, part }: ToPack,
  context: JobContext,
): Promise<PackedFile> {
  const { onFact } = context;
  onFact({ event: 'phase', phase: 'finish', totalBytes: image.sizeBytes });
  const onPacked = (doneBytes: number): void => onFact({ event: 'progress', phase: 'finish', doneBytes });
  await pack(image, part.fd, packing, { ...context, onPacked }).catch((error: unknown) => {
    throw error instanceof Failure || errnoOf(error) === 'unknown' ? error : outputFailure(error, part.path);
  });
  const { signal } = context;
  const source = await openSource(part.partPath, { raw: true, unchecked: true, signal });
  const unpacked = await hashImage(source, false, context).finally(() => source.close());
  if (unpacked.sha256 !== sha256)
    throw new Failure('verify-mismatch', {
      target: basename(part.path),
      atByte: 0,
      lengthBytes: image.sizeBytes,
      badBytes: image.sizeBytes,
    });
  await syncData(part.fd);
  const { size: sizeBytes } = fstatSync(part.fd);
  const file = await hashImage(fdImage(part.fd, part.path, sizeBytes), false, context);
  return { sizeBytes, sha256: present(file.sha256) };
}
