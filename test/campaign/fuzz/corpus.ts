import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { containers } from './made-containers.ts';
import { discs } from './made-discs.ts';
import { drives } from './made-drives.ts';
import { packed } from './made-packed.ts';
import { makeTree } from './made-tree.ts';

/** A sound file of one format. */
export interface Sound {
  readonly name: string;
  readonly path: string;
}

/** What makers share. */
export interface Maker {
  readonly folder: string;
  /** With links, long names, folders in folders. */
  readonly tree: string;
  /** Where a file is to be made. */
  at(name: string): string;
  /** @throws Error with what the program said, also when it takes over a minute */
  run(program: string, ...args: string[]): void;
  /** isowright itself. */
  own(...args: string[]): void;
}

/** A group of formats; `needs` names a program without which there is none of them. */
export type Group = Readonly<Record<string, (maker: Maker) => string>>;

const LIMIT_MS = 60_000;

/**
 * A small sound file of every format, made by the programs that are known for it or by us. What cannot be made here is named.
 *
 * @returns in the order of their names, the same on each machine that has the same programs
 */
export function makeCorpus(
  folder: string,
  program: string,
): { readonly sound: Sound[]; readonly missing: string[] } {
  const maker = makerIn(folder, program);
  makeTree(maker.tree);
  const sound: Sound[] = [];
  const missing: string[] = [];
  for (const [name, make] of Object.entries({ ...discs, ...drives, ...containers, ...packed })) {
    try {
      const path = make(maker);
      if (statSync(path).size === 0) throw new Error('nothing was made');
      sound.push({ name, path });
    } catch (error) {
      missing.push(`${name}: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
    }
  }
  return { sound, missing };
}

function makerIn(folder: string, program: string): Maker {
  const run = (command: string, ...args: string[]): void =>
    void execFileSync(command, args, { timeout: LIMIT_MS, stdio: ['ignore', 'ignore', 'pipe'], cwd: folder });
  mkdirSync(folder, { recursive: true });
  return {
    folder,
    tree: join(folder, 'tree'),
    at(name) {
      const path = join(folder, name);
      for (const old of [path, `${path}.sha256`]) rmSync(old, { recursive: true, force: true });
      return path;
    },
    run,
    own: (...args) => run(process.execPath, program, ...args, '--quiet'),
  };
}

/** Bytes from one file into another, as `dd` would with `conv=notrunc`. */
export function placed(path: string, parts: readonly (readonly [atByte: number, from: string])[]): void {
  const bytes = readFileSync(path);
  for (const [atByte, from] of parts) bytes.set(readFileSync(from), atByte);
  writeFileSync(path, bytes);
}
