import { besideUrl } from '../checksum/beside.ts';
import type { Checked } from '../checksum/checked-source.ts';
import { type DownloadOptions, openDownload } from '../download/download.ts';
import { isHttp } from '../download/request.ts';
import { Failure } from '../ports/failure.ts';
import type { ByteStream } from '../ports/image.ts';
import { decodedStream } from './decoded-stream.ts';
import type { OpenSourceOptions } from './open-source.ts';

/** An address that can be fetched. @throws Failure `usage` */
export function parseUrl(source: string): URL {
  const url = URL.canParse(source) ? new URL(source) : undefined;
  if (!url || !isHttp(url)) throw new Failure('usage', { problem: `${source} is no http or https address` });
  // A plan and its reports are shown and kept: no place for a password.
  if (url.username !== '' || url.password !== '')
    throw new Failure('usage', { problem: `an address with a password in it: leave out ${url.username}:…@` });
  return url;
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
  const { sizeBytes, chunks } = await openDownload(url, { ...tuning, signal });
  const close = async (): Promise<void> => stopping.abort(new Failure('stopped', { by: 'person' }));
  const beside = besideUrl(url, signal);
  return decodedStream(source, { chunks, sizeBytes, close, beside }, { ...options, leavesSha256: false });
}
