import { mkdirSync, readFileSync, renameSync, rmdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Need, testWith } from '../fakes/rigs.ts';
import { caseTitles } from './conformance-cases.ts';

// docs/conformance.md is made by the tests: a test that shows a case writes its row when it has run.

const PAGE = resolve(import.meta.dirname, '../../docs/conformance.md');
const LOCK = `${PAGE}.lock`;
const HEAD = `# Conformance

Each case of \`formats.md\` §6 that tests show with a judge from outside. Made by \`npm test -- oracles\`; do not edit.

| case | what | judge | result |
|---|---|---|---|
`;

export interface Shown {
  /** Numbers of `formats.md` §6. */
  readonly cases: readonly number[];
  /** Who says so: the program, or `kernel udf`. */
  readonly judge: string;
  readonly needs: readonly Need[];
}

/** A test that shows cases; its result becomes a row for each. A skipped test leaves the rows as they are. */
export function showing(
  { cases, judge, needs }: Shown,
  name: string,
  body: () => void | Promise<void>,
): void {
  const title = cases.length === 0 ? name : `${cases.map((number) => `case ${number}`).join(', ')}: ${name}`;
  testWith(...needs)(title, async () => {
    try {
      await body();
    } catch (error) {
      for (const number of cases) record(number, judge, 'NOT SHOWN');
      throw error;
    }
    for (const number of cases) record(number, judge, 'shown');
  });
}

/** Puts one row into the page; several test files may do so at once. */
export function record(number: number, judge: string, result: string): void {
  locked(() => {
    const rows = new Map(readRows().map((row) => [keyOf(row), row]));
    const row = [String(number), caseTitles[number] ?? '', judge, result];
    rows.set(keyOf(row), row);
    const lines = [...rows.values()].sort(byCaseAndJudge).map((cells) => `| ${cells.join(' | ')} |\n`);
    const page = HEAD + lines.join('');
    if (page === readPage()) return;
    writeFileSync(`${PAGE}.new`, page);
    renameSync(`${PAGE}.new`, PAGE);
  });
}

function readPage(): string {
  try {
    return readFileSync(PAGE, 'utf8');
  } catch {
    return '';
  }
}

function readRows(): string[][] {
  const lines = readPage()
    .split('\n')
    .filter((line) => /^\| \d/.test(line));
  return lines.map((line) => line.slice(2, -2).split(' | '));
}

function keyOf([number, , judge]: readonly string[]): string {
  return `${number} ${judge}`;
}

function byCaseAndJudge(a: readonly string[], b: readonly string[]): number {
  return Number(a[0]) - Number(b[0]) || (a[2]! < b[2]! ? -1 : 1);
}

const LOCK_WAIT_MS = 5000;

function locked(work: () => void): void {
  const giveUpAt = Date.now() + LOCK_WAIT_MS;
  for (;;) {
    try {
      mkdirSync(join(LOCK));
      break;
    } catch {
      // Somebody who died left it: better a lost row than a stuck test.
      if (Date.now() > giveUpAt) break;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
  try {
    work();
  } finally {
    try {
      rmdirSync(LOCK);
    } catch {}
  }
}
