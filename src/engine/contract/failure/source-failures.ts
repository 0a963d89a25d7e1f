import type { CompressionFacts } from './compression-reasons.ts';
import { type Damage, damageFacts } from './damage-reasons.ts';
import type { DownloadFacts } from './download-reasons.ts';
import type { EncodeFacts } from './encode-reasons.ts';
import { Failure, type FailureFacts } from './failure.ts';
import type { ChangeFacts, FoundFacts, ResumeFacts } from './source-reasons.ts';
import type { UnsupportedFacts } from './unsupported-reasons.ts';
import type { VolumeLimitFacts } from './volume-limits.ts';

/** The file is something else than an image. */
export function notAnImage(
  path: string,
  because: FoundFacts,
  meant?: string,
): Failure<'source-not-an-image'> {
  const hint = meant !== undefined && { meant };
  return new Failure('source-not-an-image', { path, found: because.reason, because, ...hint });
}

/** The source is broken. `atByte`: of what is read, where that is known. */
export function sourceDamaged(
  path: string,
  damage: Damage,
  atByte?: number,
  options?: ErrorOptions,
): Failure<'source-damaged'> {
  const because = damageFacts(damage);
  const place = atByte !== undefined && { atByte };
  return new Failure('source-damaged', { path, what: because.reason, because, ...place }, options);
}

/** The source is compressed in a way that is not supported. */
export function compressionUnsupported(
  path: string,
  because: CompressionFacts,
): Failure<'compression-unsupported'> {
  return new Failure('compression-unsupported', { path, what: because.reason, because });
}

/** A file system, or something in it, is sound and not read here. */
export function volumeUnsupported(
  path: string,
  because: VolumeLimitFacts,
): Failure<'file-system-unsupported'> {
  return new Failure('file-system-unsupported', { path, what: because.reason, because });
}

/** A container that is known, and not read here as it is. */
export function sourceUnsupported(
  path: string,
  format: string,
  because: UnsupportedFacts,
): Failure<'source-unsupported'> {
  return new Failure('source-unsupported', { path, format, what: because.reason, because });
}

/** The source did not come from its server. */
export function downloadFailed(
  url: URL,
  kind: FailureFacts['download-failed']['kind'],
  because: DownloadFacts,
  options?: ErrorOptions,
): Failure<'download-failed'> {
  return new Failure('download-failed', { url: url.href, problem: because.reason, kind, because }, options);
}

/** A structure of a format cannot hold a value. */
export function notEncodable(
  structure: string,
  field: string,
  because: EncodeFacts,
): Failure<'not-encodable'> {
  return new Failure('not-encodable', { structure, field, problem: because.reason, because });
}

/** The source is not what it was. `atByte`: of the image, where that is known. */
export function sourceChanged(
  path: string,
  because: ChangeFacts,
  atByte?: number,
  options?: ErrorOptions,
): Failure<'source-changed'> {
  const place = atByte !== undefined && { atByte };
  return new Failure('source-changed', { path, what: because.reason, because, ...place }, options);
}

/** The job cannot continue. */
export function notResumable(job: string, because: ResumeFacts): Failure<'job-not-resumable'> {
  return new Failure('job-not-resumable', { job, why: because.reason, because });
}
