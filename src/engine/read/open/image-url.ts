import { Failure } from '../../contract/failure/failure.ts';
import { isShownOnly, shownAddress } from '../../contract/failure/shown-address.ts';
import type { UsageFacts } from '../../contract/failure/usage-reasons.ts';
import type { ByteStream } from '../../contract/ports/image.ts';
import { besideUrl } from '../checksum/beside.ts';
import type { Checked } from '../checksum/checked-source.ts';
import { type DownloadOptions, openDownload } from '../download/download.ts';
import { isHttp } from '../download/request.ts';
import { decodedStream } from './decoded-stream.ts';
import { kindSentAs } from './foreign/sent-as.ts';
import type { OpenSourceOptions } from './open-options.ts';

/** An address that can be fetched. @throws Failure `usage` */
export function parseUrl(source: string): URL {
  const url = URL.canParse(source) ? new URL(source) : undefined;
  if (!url || !isHttp(url)) throw refused({ reason: 'no-http-address', address: shownAddress(source) });
  // A plan and its reports are shown and kept: no place for a password.
  if (url.username !== '' || url.password !== '') throw refused({ reason: 'password-in-address' });
  if (isShownOnly(url.href)) throw refused({ reason: 'address-as-shown', address: source });
  return url;
}

function refused(because: UsageFacts): Failure {
  return new Failure('usage', { problem: because.reason, because });
}

/** A download, unpacked on the way. @throws Failure `usage`, `source-missing`, `download-failed`, … */
export async function openImageUrl(
  source: string,
  options: OpenSourceOptions,
  tuning: Partial<DownloadOptions> = {},
): Promise<ByteStream & Checked> {
  const url = parseUrl(source);
  const stopping = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, stopping.signal]) : stopping.signal;
  const { sizeBytes, contentType, chunks, foundAt } = await openDownload(url, { ...tuning, signal });
  const close = async (): Promise<void> => stopping.abort(new Failure('stopped', { by: 'person' }));
  const beside = besideUrl(url, signal, foundAt);
  const sentAs = kindSentAs(contentType);
  const raw = { chunks, sizeBytes, close, beside, ...(sentAs && { sentAs }) };
  return decodedStream(source, raw, { ...options, leavesSha256: false });
}
