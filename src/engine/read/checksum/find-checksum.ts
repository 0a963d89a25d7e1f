import type { SignatureReport } from '../../contract/events/signature.ts';
import type { LeftBeside } from '../../contract/failure/beside-reasons.ts';
import { Failure } from '../../contract/failure/failure.ts';
import { isWeakAlgorithm, strongestFirst } from './algorithms.ts';
import type { Beside } from './beside.ts';
import { type Candidate, candidates } from './candidates.ts';
import { isImageName } from './checksum-names.ts';
import { type Claim, type Reading, readingOf, type Wanted } from './claims.ts';
import type { FoundChecksum } from './found-checksum.ts';
import { listSignatures } from './signatures.ts';

/** What stands beside a file about it. */
export interface Published {
  /** The strongest. */
  readonly best?: FoundChecksum | undefined;
  /** Of the file that has the strongest. */
  readonly signatures?: readonly SignatureReport[];
  /** Files that say something of it. */
  readonly from: readonly string[];
  /** Two that say different things. */
  readonly contradiction?: Failure<'checksums-contradict'> | undefined;
  /** Files that are there, and of which nothing can be taken. */
  readonly leftAlone: readonly LeftBeside[];
}

/** A claim and the file that makes it. */
export interface Stated extends Claim {
  readonly file?: string;
  readonly checksumFile: string;
}

/**
 * What stands beside a source of the file that `nameOf` makes of the source's name; undefined: nothing is looked for. Of an
 * address, also where the server had it in the end.
 */
export async function findPublished(
  beside: Beside,
  nameOf: (name: string) => string | undefined,
): Promise<Published> {
  const here = await publishedIn(beside, nameOf(beside.name));
  if (here.best || !beside.also) return here;
  const there = await publishedIn(beside.also, nameOf(beside.also.name));
  return { ...there, leftAlone: [...here.leftAlone, ...there.leftAlone] };
}

async function publishedIn(beside: Beside, name: string | undefined): Promise<Published> {
  const stated: Stated[] = [];
  const leftAlone: LeftBeside[] = [];
  if (name === undefined || name === '') return { from: [], leftAlone };
  for await (const { files, names } of candidates(beside, name)) {
    const isAlone = names?.includes(name) === true && !names.some((other) => isOther(other, name));
    for (const candidate of files) {
      const checksumFile = beside.whereIs(candidate.file);
      const reading = read(candidate, { name, isAlone });
      if ('claims' in reading)
        stated.push(...reading.claims.map((claim) => ({ ...claim, checksumFile, file: candidate.file })));
      else if (owes(candidate, beside, files)) leftAlone.push({ from: checksumFile, why: reading.why });
    }
    if (stated.some(({ algorithm }) => !isWeakAlgorithm(algorithm))) break;
  }
  return whole(beside, stated, leftAlone);
}

async function whole(
  beside: Beside,
  stated: readonly Stated[],
  leftAlone: readonly LeftBeside[],
): Promise<Published> {
  const best = strongestOf(stated);
  const signatures = best?.file === undefined ? [] : await listSignatures(beside, best.file);
  const from = [...new Set(stated.map(({ checksumFile }) => checksumFile))];
  return {
    best: best && { ...best, ...(beside.isOpenToAll && { isOpenToAll: true }) },
    from,
    signatures,
    contradiction: contradictionOf(beside.whereIs(beside.name), stated),
    leftAlone,
  };
}

function read({ looked, kind, said }: Candidate, wanted: Wanted): Reading {
  return typeof looked === 'string' ? readingOf(looked, { kind, said }, wanted) : { why: looked };
}

/** A signature is no list, and what is named after another file owes this one nothing. */
function owes(candidate: Candidate, beside: Beside, files: readonly Candidate[]): boolean {
  return candidate.kind !== 'other' && !candidate.isSignature && !isEcho(beside, files, candidate);
}

function isOther(other: string, name: string): boolean {
  return other !== name && isImageName(other);
}

/** Some servers have one answer for every name. */
function isEcho({ isFar }: Beside, files: readonly Candidate[], { file, looked }: Candidate): boolean {
  return isFar && files.some((other) => other.file !== file && other.looked === looked);
}

function strongestOf(stated: readonly Stated[]): Stated | undefined {
  for (const algorithm of strongestFirst) {
    const found = stated.find((claim) => claim.algorithm === algorithm);
    if (found) return found;
  }
  return undefined;
}

/** Two that say different things of one file. */
export function contradictionOf(
  path: string,
  stated: readonly Stated[],
): Failure<'checksums-contradict'> | undefined {
  for (const [index, claim] of stated.entries()) {
    const other = stated.slice(0, index).find(({ algorithm }) => algorithm === claim.algorithm);
    if (!other || other.hash === claim.hash) continue;
    const { checksumFile: first, hash: firstHash } = other;
    const { checksumFile: second, hash: secondHash } = claim;
    return new Failure('checksums-contradict', { path, first, firstHash, second, secondHash });
  }
  return undefined;
}
