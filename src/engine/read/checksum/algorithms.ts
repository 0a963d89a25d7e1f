/** A way to make a checksum, as Node names it. */
export type Algorithm =
  | 'sha256'
  | 'sha512'
  | 'sha384'
  | 'sha512-256'
  | 'sha3-256'
  | 'sha3-384'
  | 'sha3-512'
  | 'blake2b512'
  | 'sha224'
  | 'sha1'
  | 'md5';

/** SHA-256 first, because it is computed anyway and nothing stronger is needed; SHA-1 and MD5 only when there is nothing else. */
export const strongestFirst: readonly Algorithm[] = [
  'sha256',
  'sha512',
  'sha384',
  'sha512-256',
  'sha3-256',
  'sha3-384',
  'sha3-512',
  'blake2b512',
  'sha224',
  'sha1',
  'md5',
];

const hexDigits: Readonly<Record<Algorithm, number>> = {
  md5: 32,
  sha1: 40,
  sha224: 56,
  sha256: 64,
  'sha512-256': 64,
  'sha3-256': 64,
  sha384: 96,
  'sha3-384': 96,
  sha512: 128,
  'sha3-512': 128,
  blake2b512: 128,
};

/** What a hash of so many digits is when nobody says it. */
const byDigits: Readonly<Record<number, Algorithm>> = {
  32: 'md5',
  40: 'sha1',
  56: 'sha224',
  64: 'sha256',
  96: 'sha384',
  128: 'sha512',
};

/** As people and programs write them, without the signs in between. */
const bySpelling: Readonly<Record<string, Algorithm>> = {
  md5: 'md5',
  sha: 'sha1',
  sha1: 'sha1',
  sha224: 'sha224',
  sha2224: 'sha224',
  sha256: 'sha256',
  sha2256: 'sha256',
  sha384: 'sha384',
  sha2384: 'sha384',
  sha512: 'sha512',
  sha2512: 'sha512',
  sha512256: 'sha512-256',
  sha2512256: 'sha512-256',
  sha3256: 'sha3-256',
  sha3384: 'sha3-384',
  sha3512: 'sha3-512',
  b2: 'blake2b512',
  blake2: 'blake2b512',
  blake2b: 'blake2b512',
  blake2b512: 'blake2b512',
};

/** Known by name, and not computed here: their hashes may be as long as others'. Some come in any length (`sha3`). */
const notHere =
  /^(?:b3|blake3|blake2s(?:\d{3})?|blake2b(?:128|160|224|256|384)|(?:rmd|ripemd)-?\d{3}|whirlpool|tiger|sm3|streebog\d{3}|gost|sha3|sha3224|k12|tth|ed2k|md[24]|crc|crc32c?|crc64|sfv|xx|xxh\w{0,4})$/;

/** An algorithm that somebody names; `other` for one that is not computed here, nothing for any other word. */
export type Said = Algorithm | 'other';

const LONGEST_WORD = 40;

/** Of `SHA2-256`, `sha512sum`, `SHA-256 checksum`, `MD5 Hash`. */
export function spelled(word: string): Said | undefined {
  if (word.length > LONGEST_WORD) return undefined;
  const plain = word.toLowerCase().replace(/[-_ /.]/g, '');
  const bare = plain.replace(/(?:checksum|hash|digest|sum)s?$/, '');
  if (notHere.test(bare)) return 'other';
  return Object.hasOwn(bySpelling, bare) ? bySpelling[bare] : undefined;
}

/** A hash of these with another length is of another variant, and not of what has that length otherwise. */
const familyOfLengths = /^(?:sha3-|blake2)/;

/** What a hash is, by what was said of it and by its length. */
export function algorithmOf(hash: string, said: Said | undefined): Algorithm | undefined {
  if (said === 'other') return undefined;
  if (said !== undefined && hexDigits[said] === hash.length) return said;
  return said !== undefined && familyOfLengths.test(said) ? undefined : byDigits[hash.length];
}

/** Whether the length is what was said; a BSD line with another is wrong. */
export function fits(hash: string, algorithm: Algorithm): boolean {
  return hexDigits[algorithm] === hash.length;
}

/** Collisions can be made: these find accidents, not forgeries. */
export function isWeakAlgorithm(algorithm: Algorithm): boolean {
  return algorithm === 'md5' || algorithm === 'sha1';
}
