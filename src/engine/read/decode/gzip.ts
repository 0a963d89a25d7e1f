import { crc32, createInflateRaw } from 'node:zlib';
import { le16, le32 } from '../../bytes/codec/little.ts';
import { present } from '../../contract/failure/present.ts';
import { type DecodeAround, leaveOutRest } from './decoder.ts';
import { ENGINE_OUTPUT_BYTES, throughEngine } from './engine.ts';
import type { Input } from './input.ts';

/** RFC 1952 §2.3.1: FLG */
const FLAG = { headerCrc: 2, extra: 4, name: 8, comment: 16, reserved: 0xe0 } as const;
const DEFLATE = 8;
const MAGIC = [0x1f, 0x8b] as const;
/** The standard sets no limit to names and comments; a header that goes on and on is none. */
const TEXT_BYTES = 64 << 10;

/** RFC 1952: members one after the other (§2.2), each with its own checksum and length. */
export async function* gunzip(input: Input, around: DecodeAround): AsyncGenerator<Uint8Array, void, void> {
  do yield* member(input);
  while (await anotherFollows(input));
  await leaveOutRest(input, around);
}

/** The beginning of a magic at the end is a member that was cut off. */
async function anotherFollows(input: Input): Promise<boolean> {
  const next = await input.peek(MAGIC.length);
  return next.length > 0 && next.every((value, index) => value === MAGIC[index]);
}

async function* member(input: Input): AsyncGenerator<Uint8Array, void, void> {
  const atByte = input.atByte;
  await header(input);
  const engine = createInflateRaw({ chunkSize: ENGINE_OUTPUT_BYTES });
  let crc = 0;
  let lengthBytes = 0;
  for await (const bytes of throughEngine(engine, input, () => input.next())) {
    crc = crc32(bytes, crc);
    lengthBytes += bytes.length;
    yield bytes;
  }
  const trailer = await input.take(8, 'gzip-checksum');
  if (le32(trailer, 0) !== crc) throw input.damaged('gzip-member-checksum', atByte);
  if (le32(trailer, 4) !== lengthBytes % 2 ** 32) throw input.damaged('gzip-member-length', atByte);
}

/** RFC 1952 §2.3 */
async function header(input: Input): Promise<void> {
  const fixed = await input.take(10, 'gzip-header');
  const flags = present(fixed[3]);
  if (fixed[0] !== MAGIC[0] || fixed[1] !== MAGIC[1])
    throw input.damaged('no-gzip-header', input.atByte - 10);
  if (fixed[2] !== DEFLATE) throw input.unsupported({ reason: 'gzip-method', method: fixed[2] ?? 0 });
  if (flags & FLAG.reserved) throw input.unsupported({ reason: 'gzip-flags' });
  if (flags & FLAG.extra) await input.skip(le16(await input.take(2, 'gzip-header'), 0), 'gzip-header');
  if (flags & FLAG.name) await skipText(input);
  if (flags & FLAG.comment) await skipText(input);
  if (flags & FLAG.headerCrc) await input.skip(2, 'gzip-header');
}

async function skipText(input: Input): Promise<void> {
  for (let length = 0; length < TEXT_BYTES; length++) {
    const [value] = await input.take(1, 'gzip-header');
    if (value === 0) return;
  }
  throw input.damaged('gzip-header-endless');
}
