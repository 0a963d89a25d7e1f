import { asBytes } from '../../contract/ports/as-bytes.ts';
import { request } from './request.ts';

/** Checksum files are some kilobytes. */
const TEXT_BYTES = 4 << 20;
const PATIENCE_MS = 10_000;

/** A small text beside a download, or nothing: whatever goes wrong, it is not known. Web pages are answers, and no texts. */
export function smallTextAt(url: URL, signal: AbortSignal): Promise<Uint8Array | undefined> {
  return smallFileAt(url, signal, (type) => !type.startsWith('text/html'));
}

/** A page that a server makes of a folder, or nothing. */
export function smallPageAt(url: URL, signal: AbortSignal): Promise<Uint8Array | undefined> {
  return smallFileAt(url, signal, (type) => type.startsWith('text/html'));
}

async function smallFileAt(
  url: URL,
  signal: AbortSignal,
  isWanted: (type: string) => boolean,
): Promise<Uint8Array | undefined> {
  const patience = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]);
  try {
    const { status, headers, body } = await request(url, { signal: patience });
    if (status !== 200 || !isWanted(headers['content-type'] ?? '')) return void body.destroy();
    const parts: Uint8Array[] = [];
    let lengthBytes = 0;
    for await (const chunk of body) {
      const part = asBytes(chunk);
      parts.push(part);
      lengthBytes += part.length;
      if (lengthBytes > TEXT_BYTES) return void body.destroy();
    }
    return Buffer.concat(parts);
  } catch {
    return undefined;
  }
}
