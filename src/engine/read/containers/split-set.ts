import { closeSync, openSync, readSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isPlainFile, namesIn, placeOf } from './name-beside.ts';

/** Files that hold one after the other. */
export interface SplitSet {
  readonly folder: string;
  /** The one among them that was asked about. */
  readonly own: string;
  /** What they would be called as one. */
  readonly whole: string;
  /** In order, without the folder; those that are not there too. */
  readonly names: readonly string[];
  readonly missing: readonly string[];
}

/** How programs number parts. */
interface Numbering {
  readonly pattern: RegExp;
  numberOf(said: string): number;
  nameOf(number: number, width: number): string;
  /** Whether a set whose first part is missing is known by its names. */
  readonly isPlain: boolean;
}

const MOST_PARTS = 1000;
const LEAST_PLAIN_DIGITS = 3;
const HEAD_BYTES = 512;
const A = 'a'.charCodeAt(0);

const digits: Omit<Numbering, 'pattern' | 'isPlain'> = {
  numberOf: Number,
  nameOf: (number, width) => String(number).padStart(width, '0'),
};

/** `X.001` of 7-Zip, HJSplit and `copy /b`; `X.part1`; `X.00`, `X.aa` and `xaa` of split(1). */
const numberings: readonly Numbering[] = [
  { ...digits, pattern: /^(.+\.)(\d{3,4})$/, isPlain: true },
  { ...digits, pattern: /^(.+[._-]part[._-]?)(\d{1,4})$/i, isPlain: true },
  { ...digits, pattern: /^(.*[^\d]|x)(\d{2})$/, isPlain: false },
  {
    pattern: /^(.*[^a-z]|x)([a-z]{2,3})$/,
    numberOf: (said) => [...said].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - A, 0),
    nameOf: (number, width) =>
      Array.from({ length: width }, (_, i) =>
        String.fromCharCode(A + (Math.floor(number / 26 ** (width - 1 - i)) % 26)),
      ).join(''),
    isPlain: false,
  },
];

/**
 * The set that a file is a part of, by its name and those beside it. Undefined for a file alone without a checksum of the whole, and for copies under numbered names: each begins as
 * the first does. A link to one part is that part, where its others are.
 */
export function splitSetOf(path: string): SplitSet | undefined {
  const place = placeOf(path);
  return setAt(path) ?? (place === path ? undefined : setAt(place));
}

function setAt(path: string): SplitSet | undefined {
  for (const numbering of numberings) {
    const [, stem, said] = numbering.pattern.exec(basename(path)) ?? [];
    if (stem === undefined || said === undefined) continue;
    const set = setOf(dirname(path), { own: basename(path), numbering, stem, width: said.length });
    if (set) return set;
  }
  return undefined;
}

interface Named {
  readonly own: string;
  readonly numbering: Numbering;
  readonly stem: string;
  readonly width: number;
}

function setOf(folder: string, { own, numbering, stem, width }: Named): SplitSet | undefined {
  const found = new Set(numbersIn(folder, { numbering, stem, width }));
  const last = Math.max(...found);
  const isCounted = width >= LEAST_PLAIN_DIGITS && numbering.isPlain;
  const isSet = found.size > 1 || (isCounted && isLoneWithSum(folder, own, wholeName(stem)));
  if (!isSet || last > MOST_PARTS) return undefined;
  const first = found.has(0) ? 0 : 1;
  const start = numbering.nameOf(0, width).startsWith('a') ? 0 : first;
  if (!found.has(start) && !isCounted) return undefined;
  const names: string[] = [];
  const missing: string[] = [];
  for (let number = start; number <= last; number++) {
    const name = stem + numbering.nameOf(number, width);
    names.push(name);
    if (!found.has(number)) missing.push(name);
  }
  const [one = '', other = ''] = names;
  const areCopies = names.length > 1 && missing.length === 0;
  if (areCopies && beginAlike(join(folder, one), join(folder, other))) return undefined;
  return { folder, own, whole: wholeName(stem), names, missing };
}

const CHECKSUM_END = /^\.(?:sha\d{1,3}|md5)$/i;

/** A part that stands alone was all of it, or the others are lost: the checksum of the whole tells. */
function isLoneWithSum(folder: string, own: string, whole: string): boolean {
  const names = namesIn(folder);
  const isOf = (file: string) => (name: string) =>
    name.startsWith(file) && CHECKSUM_END.test(name.slice(file.length));
  return names.some(isOf(whole)) && !names.some(isOf(own));
}

/** Names of other widths are those of another set. */
function numbersIn(folder: string, { numbering, stem, width }: Omit<Named, 'own'>): number[] {
  return namesIn(folder).flatMap((name) => {
    const [, itsStem, said] = numbering.pattern.exec(name) ?? [];
    const isOne = itsStem === stem && said?.length === width && isPlainFile(join(folder, name));
    return isOne && said !== undefined ? [numbering.numberOf(said)] : [];
  });
}

function wholeName(stem: string): string {
  return stem.replace(/(?:[._-]part)?[._-]?$/i, '') || stem;
}

/** Zeros are in many places. */
function beginAlike(one: string, other: string): boolean {
  const [first, second] = [headOf(one), headOf(other)];
  return (
    first !== undefined && second !== undefined && first.some((byte) => byte !== 0) && first.equals(second)
  );
}

function headOf(path: string): Buffer | undefined {
  try {
    const fd = openSync(path, 'r');
    try {
      const head = Buffer.alloc(HEAD_BYTES);
      return head.subarray(0, readSync(fd, head, 0, HEAD_BYTES, 0));
    } finally {
      closeSync(fd);
    }
  } catch {
    return undefined;
  }
}
