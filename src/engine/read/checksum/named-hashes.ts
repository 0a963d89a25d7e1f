import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { BesideFacts } from '../../contract/failure/beside-reasons.ts';
import { Failure } from '../../contract/failure/failure.ts';
import { usageRefused } from '../../contract/failure/refused.ts';
import type { ConfirmedFiles } from '../../contract/plan/confirmed-files.ts';
import { isWeakAlgorithm, spelled, strongestFirst } from './algorithms.ts';
import { besideFile } from './beside.ts';
import type { Check } from './check.ts';
import { checksumName } from './checksum-names.ts';
import { type Claim, contradiction, readingOf } from './claims.ts';
import type { FoundChecksum } from './found-checksum.ts';
import { unpackedName } from './unpacked-name.ts';

/** What a person says the image should be. */
export interface Named {
  /** Hex, lower case. */
  readonly sha256?: string | undefined;
  /** A checksum file, wherever it lies. */
  readonly hashFile?: string | undefined;
  readonly files?: ConfirmedFiles | undefined;
}

/** A hash that was named. Of a packed image it may be that of the file or of what it unpacks to: publishers have both. */
export interface NamedHash extends FoundChecksum {
  readonly of: 'file' | 'image' | 'either';
}

/** How it is called where files are named. */
const OPTION = '--sha256';

/**
 * What was named for the source `name`. `isPacked`: it is packed, and has two hashes.
 *
 * @throws Failure `usage`: the file is not there or says nothing of the image; `target-changed`, `checksums-contradict`
 */
export async function namedHashes(
  name: string,
  isPacked: boolean,
  { sha256, hashFile, files }: Named,
): Promise<readonly NamedHash[]> {
  const of = isPacked ? 'either' : 'image';
  const said: NamedHash[] = sha256 ? [{ algorithm: 'sha256', hash: sha256, checksumFile: OPTION, of }] : [];
  return hashFile === undefined ? said : [...said, await inFile(hashFile, name, isPacked, files)];
}

async function inFile(
  path: string,
  name: string,
  isPacked: boolean,
  files: ConfirmedFiles | undefined,
): Promise<NamedHash> {
  const text = await besideFile(path, files).look(basename(path));
  if (text === undefined) throw usageRefused({ reason: 'no-hash-file', path });
  if (typeof text !== 'string') throw unusable(path, name, text);
  const said = checksumName(basename(path), name)?.said ?? spelled(basename(path));
  const read = (kind: 'own' | 'list', of: string) =>
    readingOf(text, { kind, said }, { name: of, isAlone: false });
  const ways = [
    { of: isPacked ? 'file' : 'image', reading: read('list', name) },
    ...(isPacked ? [{ of: 'image', reading: read('list', unpackedName(name)) } as const] : []),
    { of: isPacked ? 'either' : 'image', reading: read('own', name) },
  ] as const;
  for (const { of, reading } of ways)
    if ('claims' in reading) return { ...strongest(path, name, reading.claims), checksumFile: path, of };
  const [{ reading }] = ways;
  throw unusable(path, name, 'why' in reading ? reading.why : { reason: 'not-understood' });
}

function unusable(path: string, name: string, beside: BesideFacts): Failure<'usage'> {
  return usageRefused({ reason: 'no-hash-in-file', path, name, beside });
}

/** @throws Failure `checksums-contradict` */
function strongest(path: string, name: string, claims: readonly Claim[]): Claim {
  const [first, second] = contradiction(claims) ?? [];
  if (first && second)
    throw new Failure('checksums-contradict', {
      path: name,
      first: path,
      firstHash: first.hash,
      second: path,
      secondHash: second.hash,
    });
  const [best] = [...claims].sort(
    (a, b) => strongestFirst.indexOf(a.algorithm) - strongestFirst.indexOf(b.algorithm),
  );
  if (!best) throw unusable(path, name, { reason: 'not-understood' });
  return best;
}

/** A check that the packed file or what it unpacks to may pass. */
export interface EitherCheck {
  /** Takes the packed bytes. */
  readonly ofFile: (bytes: Uint8Array) => void;
  /** Takes the image's, and is settled when all packed bytes were taken. */
  readonly check: Check;
}

export function eitherCheck(path: string, { algorithm, hash, checksumFile }: NamedHash): EitherCheck {
  const packed = createHash(algorithm);
  const unpacked = createHash(algorithm);
  return {
    ofFile: (bytes) => void packed.update(bytes),
    check: {
      from: checksumFile,
      isWeak: isWeakAlgorithm(algorithm),
      update: (bytes) => void unpacked.update(bytes),
      settle() {
        const found = packed.digest('hex');
        if (found !== hash && unpacked.digest('hex') !== hash)
          throw new Failure('checksum-wrong', { path, expected: hash, found, checksumFile });
      },
    },
  };
}
