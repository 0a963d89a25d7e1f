import { isUtf8 } from 'node:buffer';
import { inflateRawSync, inflateSync } from 'node:zlib';

const OLD_LENGTHS = [1, 2, 4];
const INDETERMINATE = 3;
/** Of secret keys with photographs beside them none is longer. */
const MOST_KEY_BYTES = 16 << 10;

/** A packet of OpenPGP: what it is, where its body begins, and how long it is when it says so. RFC 9580 §4.2. */
interface Packet {
  readonly tag: number;
  readonly body: Uint8Array;
  readonly lengthBytes: number | undefined;
}

/**
 * Whether these are binary packets of OpenPGP: signatures, keys, and what is signed, encrypted or packed by it. One byte is all the magic there
 * is, so everything that the first packet says must be what a program writes.
 */
export function isPgpPacket(first: Uint8Array): boolean {
  const packet = packetIn(first);
  return packet !== undefined && (checks[packet.tag]?.(packet) ?? false);
}

function packetIn(bytes: Uint8Array): Packet | undefined {
  const head = bytes[0] ?? 0;
  if ((head & 0x80) === 0) return undefined;
  if ((head & 0x40) === 0) return oldPacket(bytes, head);
  const [length, headerBytes] = newLength(bytes);
  return { tag: head & 0x3f, body: bytes.subarray(headerBytes), lengthBytes: length };
}

function oldPacket(bytes: Uint8Array, head: number): Packet {
  const tag = (head >> 2) & 0x0f;
  const kind = head & 3;
  if (kind === INDETERMINATE) return { tag, body: bytes.subarray(1), lengthBytes: undefined };
  const count = OLD_LENGTHS[kind] ?? 1;
  return { tag, body: bytes.subarray(1 + count), lengthBytes: bigEndian(bytes, 1, count) };
}

/** Undefined for a body that comes in parts. RFC 9580 §4.2.1. */
function newLength(bytes: Uint8Array): [number | undefined, number] {
  const one = bytes[1] ?? 0;
  if (one < 192) return [one, 2];
  if (one < 224) return [(one - 192) * 256 + (bytes[2] ?? 0) + 192, 3];
  return one < 255 ? [undefined, 2] : [bigEndian(bytes, 2, 4), 6];
}

function bigEndian(bytes: Uint8Array, at: number, count: number): number {
  return bytes.subarray(at, at + count).reduce((value, byte) => value * 256 + byte, 0);
}

// Numbers that are given out: RFC 9580 §5.2.1, §9.1, §9.3, §9.5.
const signatureTypes = [0x00, 0x01, 0x02, 0x10, 0x11, 0x12, 0x13, 0x18, 0x19, 0x1f, 0x20, 0x28, 0x30, 0x40];
const keyAlgorithms = [1, 2, 3, 16, 17, 18, 19, 22, 25, 26, 27, 28];
const ciphers = [1, 2, 3, 4, 7, 8, 9, 10, 11, 12, 13];
const hashes = [1, 2, 3, 8, 9, 10, 11, 12, 14];
const stringToKey = [0, 1, 3, 4];

function has(list: readonly number[], byte: number | undefined): boolean {
  return byte !== undefined && list.includes(byte);
}

function isAtMost({ lengthBytes }: Packet, most: number): boolean {
  return lengthBytes !== undefined && lengthBytes > 3 && lengthBytes <= most;
}

/** What the body of each kind of packet begins with. RFC 9580 §5. */
const checks: { readonly [tag: number]: (packet: Packet) => boolean } = {
  /** A session key for somebody's key. */
  1: (packet) => isAtMost(packet, 4096) && packet.body[0] === 3 && has(keyAlgorithms, packet.body[9]),
  2: isSignature,
  /** A session key for a passphrase. */
  3: (packet) =>
    isAtMost(packet, 256) &&
    has([4, 5, 6], packet.body[0]) &&
    has(ciphers, packet.body[1]) &&
    has([...stringToKey, ...hashes], packet.body[2]),
  /** What comes is signed. */
  4: ({ lengthBytes, body }) =>
    lengthBytes === 13 &&
    body[0] === 3 &&
    has(signatureTypes, body[1]) &&
    has(hashes, body[2]) &&
    has(keyAlgorithms, body[3]),
  5: isKey,
  6: isKey,
  8: isPacked,
  /** RFC 9580 §5.8: the three letters, and nothing else. */
  10: ({ lengthBytes, body }) => lengthBytes === 3 && Buffer.from(body.subarray(0, 3)).toString() === 'PGP',
  11: isLiteral,
};

function isSignature(packet: Packet): boolean {
  const { body } = packet;
  if (!isAtMost(packet, MOST_KEY_BYTES)) return false;
  if (body[0] === 3)
    return (
      body[1] === 5 && has(signatureTypes, body[2]) && has(keyAlgorithms, body[15]) && has(hashes, body[16])
    );
  return (
    has([4, 5, 6], body[0]) &&
    has(signatureTypes, body[1]) &&
    has(keyAlgorithms, body[2]) &&
    has(hashes, body[3])
  );
}

/** Version, the second it was made in, and the algorithm, with days it is good for in between in old ones. */
function isKey(packet: Packet): boolean {
  const { body } = packet;
  const version = body[0] ?? 0;
  const algorithmAt = version === 3 ? 7 : 5;
  // From version 5 on the length of what follows stands in between.
  const materialAt = algorithmAt + (version > 4 ? 5 : 1);
  return (
    isAtMost(packet, MOST_KEY_BYTES) &&
    has([3, 4, 5, 6], version) &&
    isPlausibleSecond(bigEndian(body, 1, 4)) &&
    has(keyAlgorithms, body[algorithmAt]) &&
    isMaterial(body[algorithmAt] ?? 0, body.subarray(materialAt))
  );
}

/** A number of so many bits, or the curve's name: RFC 9580 §5.5.5, §9.2. */
function isMaterial(algorithm: number, bytes: Uint8Array): boolean {
  if (algorithm > 22) return true;
  const isCurve = has([18, 19, 22], algorithm);
  if (isCurve) return has([3, 5, 8, 9, 10, 11], bytes[0]) && has([0x2a, 0x2b], bytes[1]);
  const bits = bigEndian(bytes, 0, 2);
  return bits >= 512 && bits <= 16_384;
}

/** From 1991, when PGP was, to 2050. */
function isPlausibleSecond(second: number): boolean {
  return second >= 662_688_000 && second < 2_524_608_000;
}

/** What is kept in it must unpack to a packet again. */
function isPacked({ body }: Packet): boolean {
  const packed = body.subarray(1);
  if (body[0] === 3) return Buffer.from(packed.subarray(0, 3)).toString('latin1') === 'BZh';
  const inflate = body[0] === 1 ? inflateRawSync : body[0] === 2 ? inflateSync : undefined;
  if (inflate === undefined) return false;
  try {
    // The beginning alone ends within the data.
    return isPgpPacket(inflate(packed, { finishFlush: 2, maxOutputLength: 8 << 20 }));
  } catch {
    return false;
  }
}

/** A file with its name and time. RFC 9580 §5.9. */
function isLiteral({ body }: Packet): boolean {
  const nameBytes = body[1] ?? 0;
  const name = body.subarray(2, 2 + nameBytes);
  const second = bigEndian(body, 2 + nameBytes, 4);
  return (
    has([...Buffer.from('btul1')], body[0]) &&
    name.length === nameBytes &&
    isUtf8(name) &&
    name.every((byte) => byte >= 0x20 && byte !== 0x7f) &&
    (isPlausibleSecond(second) || second === 0)
  );
}
