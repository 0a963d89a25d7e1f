import type { IncomingMessage } from 'node:http';

/** What tells one content of an address from another (RFC 9110 §8.8). */
export interface Version {
  /** Only a strong one means the same bytes. */
  readonly etag?: string;
  readonly lastModified?: string;
  readonly sizeBytes?: number;
}

/** Of a whole (200) or partial (206) answer. */
export function versionOf(status: number, headers: IncomingMessage['headers']): Version {
  const { etag } = headers;
  const lastModified = headers['last-modified'];
  const sizeBytes = status === 206 ? rangeOf(headers)?.totalBytes : lengthOf(headers['content-length']);
  return {
    ...(etag !== undefined && !etag.startsWith('W/') && { etag }),
    ...(lastModified !== undefined && { lastModified }),
    ...(sizeBytes !== undefined && { sizeBytes }),
  };
}

type ServerChange = 'other-etag' | 'other-size-on-server' | 'other-date';

/** What both say must be equal; says what is not. */
export function difference(before: Version, now: Version): ServerChange | undefined {
  if (differs(before.etag, now.etag)) return 'other-etag';
  if (differs(before.sizeBytes, now.sizeBytes)) return 'other-size-on-server';
  // A changed date alone counts only when there is nothing better.
  if (before.etag === undefined && differs(before.lastModified, now.lastModified)) return 'other-date';
  return undefined;
}

/** RFC 9110 §13.1.5: the rest only of the same version, else everything. */
export function ifRange({ etag, lastModified }: Version): Record<string, string> {
  const validator = etag ?? lastModified;
  return validator === undefined ? {} : { 'if-range': validator };
}

/** RFC 9110 §14.4: `bytes 5-9/10` */
export function rangeOf(
  headers: IncomingMessage['headers'],
): { readonly fromByte: number; readonly totalBytes?: number } | undefined {
  const [, from, total] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers['content-range'] ?? '') ?? [];
  if (from === undefined) return undefined;
  const totalBytes = lengthOf(total);
  return { fromByte: Number(from), ...(totalBytes !== undefined && { totalBytes }) };
}

function lengthOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

function differs<T>(before: T | undefined, now: T | undefined): boolean {
  return before !== undefined && now !== undefined && before !== now;
}
