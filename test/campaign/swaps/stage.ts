import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  closeSync,
  fstatSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  type Stats,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { randomBytes } from './bytes.ts';
import type { Party } from './party.ts';

/** Whole seconds, so that times can be put back exactly. */
const LONG_AGO_S = 1_700_000_000;

/** Something that was confirmed: held open, so that its name may lead where it likes. */
export interface Held {
  readonly path: string;
  /** What was confirmed itself, whatever its name stands for by now. */
  readonly itself: string;
  /** The name still leads to it. */
  isNamed(): boolean;
}

/** A folder in which one trial takes place: who owns what, what was confirmed, and what nobody may touch. */
export class Stage {
  readonly party: Party;
  readonly random: () => number;
  /** Of the party that owns the files. */
  readonly folder = mkdtempSync(join(tmpdir(), 'isowright-swap-'));
  /** Of the party that runs the program. */
  readonly state = mkdtempSync(join(tmpdir(), 'isowright-swap-state-'));
  readonly #closers: (() => void)[] = [];
  readonly #untouchable: (() => string | undefined)[] = [];

  constructor(party: Party, random: () => number) {
    this.party = party;
    this.random = random;
    chmodSync(this.folder, 0o755);
    this.own(this.folder);
    chownSync(this.state, party.runsAs, party.runsAs);
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  /** A place between two bytes of a stretch, by the seed. */
  between(fromByte: number, toByte: number): number {
    return fromByte + Math.floor(this.random() * (toByte - fromByte));
  }

  bytes(lengthBytes: number): Uint8Array {
    return randomBytes(this.between(0, 1 << 25), lengthBytes);
  }

  /** A file of whoever owns the files here, of an age. */
  file(name: string, bytes: Uint8Array | string): string {
    const path = this.path(name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
    utimesSync(path, LONG_AGO_S, LONG_AGO_S);
    for (let at = path; at.length > this.folder.length; at = dirname(at)) this.own(at);
    return path;
  }

  own(path: string): void {
    lchownSync(path, this.party.owns, this.party.owns);
  }

  /** Holds a file or folder that the program is told to work on. */
  confirm(path: string): Held {
    const fd = openSync(path, 'r');
    this.onClose(() => closeSync(fd));
    const { dev, ino } = fstatSync(fd);
    const isNamed = (): boolean => {
      const found = statSync(path, { throwIfNoEntry: false });
      return found?.dev === dev && found.ino === ino;
    };
    return { path, itself: `/proc/${process.pid}/fd/${fd}`, isNamed };
  }

  /** A file beside, of the party that runs the program, so that nothing but the program's care keeps it from being written to. */
  decoy(name: string, bytes: Uint8Array | string): string {
    const path = this.file(name, bytes);
    chownSync(path, this.party.runsAs, this.party.runsAs);
    const fd = openSync(path, 'r');
    this.onClose(() => closeSync(fd));
    this.#watch(name, () => printOf(`/proc/self/fd/${fd}`, fstatSync(fd)));
    return path;
  }

  /** A folder beside, with files in it; nothing in it may come, go or change. */
  decoyFolder(name: string, files: Readonly<Record<string, Uint8Array | string>>): string {
    for (const [file, bytes] of Object.entries(files)) this.file(join(name, file), bytes);
    const path = this.path(name);
    mkdirSync(path, { recursive: true });
    execFileSync('chown', ['-R', `${this.party.runsAs}:${this.party.runsAs}`, path]);
    execFileSync('chmod', ['-R', 'go-rwx', path]);
    chmodSync(path, 0o755);
    this.#watch(name, () => printOfFolder(path));
    return path;
  }

  /** What was touched of all that nobody may touch. */
  touched(): string[] {
    return this.#untouchable.flatMap((look) => look() ?? []);
  }

  onClose(close: () => void): void {
    this.#closers.push(close);
  }

  remove(): void {
    // One that fails must not keep the others, and what they hold of the machine, from being let go.
    const failed = this.#closers.reverse().flatMap(failureOf);
    rmSync(this.folder, { recursive: true, force: true });
    rmSync(this.state, { recursive: true, force: true });
    if (failed.length > 0) throw failed[0];
  }

  #watch(name: string, print: () => string): void {
    const before = print();
    this.#untouchable.push(() => (print() === before ? undefined : name));
  }
}

function failureOf(close: () => void): unknown[] {
  try {
    close();
    return [];
  } catch (error) {
    return [error];
  }
}

function printOf(path: string, { mode, uid, size, mtimeMs }: Stats): string {
  return JSON.stringify([
    mode,
    uid,
    size,
    mtimeMs,
    createHash('sha256').update(readFileSync(path)).digest('hex'),
  ]);
}

function printOfFolder(path: string): string {
  const { mode, uid, mtimeMs } = lstatSync(path);
  const inside = readdirSync(path, { withFileTypes: true }).map((entry) => {
    const at = join(path, entry.name);
    if (entry.isDirectory()) return [entry.name, printOfFolder(at)];
    if (entry.isSymbolicLink()) return [entry.name, readlinkSync(at)];
    return [entry.name, entry.isFile() ? printOf(at, lstatSync(at)) : 'special'];
  });
  return JSON.stringify([mode, uid, mtimeMs, inside]);
}
