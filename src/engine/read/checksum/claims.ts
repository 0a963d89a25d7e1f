import type { BesideFacts } from '../../contract/failure/beside-reasons.ts';
import { type Algorithm, strongestFirst } from './algorithms.ts';
import { type ChecksumLine, readChecksums } from './checksum-lines.ts';
import type { ChecksumName } from './checksum-names.ts';
import { isOtherForm } from './unpacked-name.ts';

/** What a text says the file should be. */
export interface Claim {
  readonly algorithm: Algorithm;
  readonly hash: string;
}

/** `claims`: what it says of the file; otherwise why nothing can be taken from it. */
export type Reading = { readonly claims: readonly Claim[] } | { readonly why: BesideFacts };

/** Which file it is looked up for, and what lies there. */
export interface Wanted {
  readonly name: string;
  /** No other image lies there: a hash without a name is this one's. */
  readonly isAlone: boolean;
}

/**
 * What a checksum file says of the file `name`. A text made for that one file may also hold the bare hash, or name it by another
 * name, as long as it holds one hash of a kind only.
 */
export function readingOf(
  text: string,
  { kind, said }: Omit<ChecksumName, 'isSignature'>,
  wanted: Wanted,
): Reading {
  if (text.trim() === '') return { why: { reason: 'empty' } };
  const { lines, strangeLines } = readChecksums(text, said);
  const named = namedLines(wanted.name, lines);
  if (named === 'several') return { why: { reason: 'named-twice' } };
  if (named.length > 0) return { claims: unique(named) };
  const strange = strangeLines.find((number) => lineOf(text, number).includes(wanted.name));
  if (strange !== undefined) return { why: { reason: 'line-not-understood', line: strange } };
  if (lines.length === 0) return { why: { reason: 'not-understood' } };
  const bare = lines.filter((line) => line.name === undefined);
  const isOwn = kind === 'own' || (kind === 'list' && wanted.isAlone && bare.length === lines.length);
  const only = isOwn ? single(bare.length > 0 ? bare : lines.filter(isOfForm(wanted.name))) : [];
  if (only.length > 0) return { claims: only };
  if (bare.length > 0) return { why: { reason: 'no-name' } };
  return { why: { reason: kind === 'own' ? 'not-named' : 'names-others' } };
}

/** Beside `x.img.xz` there may be a text about `x.img` by any name, and beside `x.img` one about `x.img.xz`. */
function isOfForm(wanted: string): (line: ChecksumLine) => boolean {
  return ({ name = '' }) => !isOtherForm(lastPart(plain(name)), plain(wanted));
}

/** Two hashes of one kind that differ. */
export function contradiction(claims: readonly Claim[]): readonly [Claim, Claim] | undefined {
  for (const [index, claim] of claims.entries()) {
    const other = claims.slice(0, index).find(({ algorithm }) => algorithm === claim.algorithm);
    if (other && other.hash !== claim.hash) return [other, claim];
  }
  return undefined;
}

/** One line of each kind, for kinds that have no more. */
function single(lines: readonly ChecksumLine[]): Claim[] {
  return strongestFirst.flatMap((algorithm) => {
    const hashes = unique(lines.filter((line) => line.algorithm === algorithm));
    return hashes.length === 1 ? hashes : [];
  });
}

function unique(lines: readonly ChecksumLine[]): Claim[] {
  const all = new Map(lines.map(({ algorithm, hash }) => [`${algorithm}:${hash}`, { algorithm, hash }]));
  return [...all.values()];
}

/** Lines that name the file: as it lies there; else in some folder; else in other letters, behind its size or in a heading. */
function namedLines(name: string, lines: readonly ChecksumLine[]): readonly ChecksumLine[] | 'several' {
  const wanted = plain(name);
  const base = lines.filter((line) => line.name !== undefined && lastPart(plain(line.name)) === wanted);
  const here = base.filter((line) => plain(line.name ?? '').replace(/^(?:\.[/\\])+/, '') === wanted);
  if (here.length > 0) return here;
  const loose = base.length > 0 ? base : lines.filter((line) => isNearly(line, wanted));
  return contradiction(loose) ? 'several' : loose;
}

function isNearly({ name, under }: ChecksumLine, wanted: string): boolean {
  if (under !== undefined) return isWordIn(plain(under), wanted);
  const last = lastPart(plain(name ?? '')).toLowerCase();
  return [last, last.replace(SIZE, '')].includes(wanted.toLowerCase());
}

/** 7-Zip (`7z h`) has a column with it. */
const SIZE = /^\d{1,20}[ \t]+/;

function isWordIn(text: string, wanted: string): boolean {
  const at = text.indexOf(wanted);
  const [before = ' ', after = ' '] = [text[at - 1], text[at + wanted.length]];
  return at >= 0 && /[^\w.-]/.test(before) && /[^\w.-]/.test(after);
}

/** Blanks at an end are those of whoever wrote the text by hand; letters with marks have two ways to be written. */
function plain(name: string): string {
  return name.trim().normalize('NFC');
}

function lastPart(path: string): string {
  return path.split(/[/\\]/).at(-1) ?? path;
}

function lineOf(text: string, number: number): string {
  return text.split(text.includes('\n') ? '\n' : '\r')[number - 1] ?? '';
}
