import { joined } from '../../bytes/codec/joined.ts';
import { latin1 } from '../../bytes/codec/text.ts';
import {
  isTarEnd,
  parseTarHeader,
  TAR_BLOCK_BYTES,
  type TarHeader,
  type TarKind,
} from '../../bytes/formats/tar/header.ts';
import { type PaxRecords, parsePax } from '../../bytes/formats/tar/pax.ts';
import type { Input } from '../decode/input.ts';
import { partOf } from './ar-members.ts';

export interface TarEntry {
  /** A byte string as it stands in the archive: `./usr/bin/x`. */
  readonly path: string;
  readonly kind: TarKind;
  /** Of a link. */
  readonly target: string;
  readonly mode: number;
  readonly modifiedAtSeconds: number;
  readonly sizeBytes: number;
  readonly deviceMajor: number;
  readonly deviceMinor: number;
  /** Its bytes, once, before the next entry is asked for. */
  readonly content: AsyncGenerator<Uint8Array, void, void>;
}

/** What is said of the next entry; longer than any path. */
const MOST_SAID_BYTES = 1 << 20;

/**
 * The entries of an archive in order: ustar, pax and GNU. Headers that speak of the next one are followed, global ones and kinds that
 * nobody knows are passed over.
 *
 * @throws Failure `source-damaged`, `source-truncated`
 */
export async function* tarEntries(input: Input): AsyncGenerator<TarEntry, void, void> {
  let said: Said = {};
  for (;;) {
    // An archive may end without its two empty blocks.
    if ((await input.peek(1)).length === 0) return;
    const block = await input.take(TAR_BLOCK_BYTES, 'archive-entry');
    if (isTarEnd(block)) return;
    const header = parseTarHeader(block);
    if (!header) throw wrong(input, 'header');
    if ('xgLK'.includes(header.letter)) {
      said = { ...said, ...(await saidBy(header, input)) };
      continue;
    }
    const entry = withSaid(header, said);
    said = {};
    const part = partOf(input, header.kind === 'hard-link' ? 0 : entry.sizeBytes);
    if (header.kind !== undefined) yield { ...entry, kind: header.kind, content: part.chunks };
    await part.skip();
    await skipPadding(entry.sizeBytes, input);
  }
}

interface Said {
  readonly pax?: PaxRecords;
  readonly path?: string;
  readonly target?: string;
}

async function saidBy({ letter, sizeBytes }: TarHeader, input: Input): Promise<Said> {
  if (sizeBytes > MOST_SAID_BYTES) throw wrong(input, 'extended-header');
  const parts: Uint8Array[] = [];
  for await (const bytes of partOf(input, sizeBytes).chunks) parts.push(bytes);
  await skipPadding(sizeBytes, input);
  const bytes = joined(parts);
  if (letter === 'g') return {};
  if (letter !== 'x') return { [letter === 'L' ? 'path' : 'target']: latin1(bytes).replace(/\0.*$/s, '') };
  const pax = parsePax(bytes);
  if (!pax) throw wrong(input, 'pax-record');
  return { pax };
}

function withSaid(header: TarHeader, { pax, path, target }: Said): Omit<TarEntry, 'kind' | 'content'> {
  const size = pax?.get('size');
  const seconds = pax?.get('mtime');
  return {
    path: pax?.get('path') ?? path ?? header.path,
    target: pax?.get('linkpath') ?? target ?? header.target,
    mode: header.mode,
    modifiedAtSeconds: seconds === undefined ? header.modifiedAtSeconds : Math.floor(Number(seconds)) || 0,
    sizeBytes: size !== undefined && /^\d{1,15}$/.test(size) ? Number(size) : header.sizeBytes,
    deviceMajor: header.deviceMajor,
    deviceMinor: header.deviceMinor,
  };
}

async function skipPadding(sizeBytes: number, input: Input): Promise<void> {
  const padBytes = (TAR_BLOCK_BYTES - (sizeBytes % TAR_BLOCK_BYTES)) % TAR_BLOCK_BYTES;
  await input.skip(padBytes, 'archive-entry');
}

function wrong(input: Input, field: string): Error {
  return input.damaged({ reason: 'container-field', format: 'tar', field, found: input.atByte });
}
