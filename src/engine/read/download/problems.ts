import {
  type DownloadFacts,
  type NetworkError,
  networkErrors,
} from '../../contract/failure/download-reasons.ts';
import { errnoOf } from '../../contract/failure/errno.ts';
import { Failure, isFailure } from '../../contract/failure/failure.ts';
import { downloadFailed } from '../../contract/failure/source-failures.ts';

function isKnown(code: string): code is NetworkError {
  return networkErrors.some((known) => known === code);
}

/** What went wrong below HTTP: names, connections, certificates. */
export function networkProblem(url: URL, error: unknown): Failure<'download-failed'> {
  const known = error instanceof Error ? error : undefined;
  const code = known && 'code' in known ? errnoOf(known) : '';
  const message = known?.message ?? '';
  const kind = /CERT|TLS|SSL|UNABLE_TO_/.test(code) ? 'certificate' : 'network';
  const because: DownloadFacts = isKnown(code)
    ? { reason: 'connection', error: code }
    : { reason: 'other-connection', said: message, error: code };
  return downloadFailed(url, kind, because, { cause: error });
}

/** Answers that say «later»: the same question may be answered in a while. */
const laterStatuses = new Set([408, 425, 429, 500, 502, 503, 504]);

export function isLater(status: number): boolean {
  return laterStatuses.has(status);
}

/** @throws Failure `source-missing`, `download-failed` */
export function refusal(url: URL, status: number): Failure {
  if (status === 404 || status === 410) return new Failure('source-missing', { path: url.href });
  return isLater(status)
    ? downloadFailed(url, 'network', { reason: 'server-trouble', status })
    : downloadFailed(url, 'refused', { reason: 'server-refuses', status });
}

/** Worth trying again: the network and the server's moods, never a certificate or a «no». */
export function isPassing(error: unknown): error is Failure<'download-failed'> {
  return (
    isFailure(error, 'download-failed') &&
    error.facts.kind === 'network' &&
    // Who drips goes on dripping: trying again would take hours, and bring nothing.
    errnoOf(error.cause) !== 'TOO_SLOW'
  );
}
