import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { sha256Of } from './bytes.ts';
import { linkOver } from './changes.ts';
import { attachLoop } from './loops.ts';
import type { Moment } from './moments.ts';
import type { PartyName } from './party.ts';
import { Program, type Told } from './program.ts';
import type { Held, Stage } from './stage.ts';
import { lengthOfNoLoop } from './target-length.ts';

const MIB = 1 << 20;
export const IMAGE_BYTES = 6 * MIB + 2048;
/** All of it is kept before it is overwritten, so that undo can put everything back. */
const SMALL_IMAGE_BYTES = 700 * 1024;
export const TARGET_BYTES = lengthOfNoLoop(8 * MIB + 37 * 4096);
/** Files of the folder that is packed by the tests of `extract`. */
export const MANY_FILES = 150;

/** What the program is doing when something is swapped. */
export type JobName = 'write' | 'verify' | 'verify a receipt' | 'make' | 'extract' | 'resume' | 'undo';

/** How an image lies there. */
export type SourceForm = 'image' | 'small image' | 'image with holes' | 'packed image' | 'folder';

export interface Swap {
  /** What is changed. */
  readonly thing: 'nothing' | 'source' | 'target' | 'block map' | 'sidecar' | 'folder';
  readonly kind: string;
  readonly job: JobName;
  readonly source?: SourceForm;
  /** The target is a loop device. */
  readonly onLoop?: boolean;
  readonly moments: readonly Moment[];
  /** Absent: all of them; on loop devices root alone. */
  readonly parties?: readonly PartyName[];
  /** The device is named by a link to it. */
  readonly byLink?: boolean;
  /** `--receipt` is given. */
  readonly wantsReceipt?: boolean;
  readonly words?: readonly string[];
  /** What lies there besides. */
  readonly prepare?: (set: Setting) => void | Promise<void>;
  readonly change: (set: Setting) => void | Promise<void>;
  /** The new bytes may be there before the first is read, and nobody can tell; only what is hashed counts. */
  readonly isUntold?: boolean;
}

/** What a trial begins with. */
export interface Setting {
  readonly stage: Stage;
  readonly swap: Swap;
  /** Image, packed image, folder or receipt: what the program is told to take. */
  readonly source: string;
  /** The image itself, where there is one before the program makes it. */
  readonly image: Uint8Array;
  /** SHA-256 of the image as it was confirmed, and its length. */
  readonly sha256: string;
  readonly imageBytes: number;
  /** A path or device, as the program is told. */
  readonly target: string;
  /** The file behind it. */
  readonly backing: string;
  readonly held: Held;
  readonly before: string;
  /** Kept between preparing and changing. */
  later?: () => void | Promise<void>;
  /** Of the job that goes on or is undone. */
  jobId: string;
  jobFolder: string;
}

export async function makeSetting(stage: Stage, swap: Swap): Promise<Setting> {
  const { source, image, sha256, imageBytes } = await makeSource(stage, swap);
  const backing = stage.file('drive/target.img', stage.bytes(TARGET_BYTES));
  const target = swap.onLoop ? attachLoop(stage, backing) : backing;
  if (swap.byLink) linkOver(stage, stage.path('stick'), target);
  const held = swap.job === 'make' ? stage.confirm(outFolder(stage)) : stage.confirm(backing);
  const before = (await sha256Of(backing)) ?? '';
  return {
    stage,
    swap,
    source,
    image,
    sha256,
    imageBytes,
    target,
    backing,
    held: swap.job === 'extract' ? stage.confirm(outFolder(stage)) : held,
    before,
    jobId: '',
    jobFolder: '',
  };
}

/** Where `make` and `extract` put things. */
export function outFolder(stage: Stage): string {
  const path = stage.path('out');
  execFileSync('mkdir', ['-p', path]);
  stage.own(path);
  return path;
}

type Source = Pick<Setting, 'source' | 'image' | 'sha256' | 'imageBytes'>;

async function makeSource(stage: Stage, swap: Swap): Promise<Source> {
  if (swap.job === 'extract') return packedTree(stage);
  if (swap.source === 'folder') return folderSource(stage);
  const bytes = swap.source === 'small image' ? SMALL_IMAGE_BYTES : IMAGE_BYTES;
  const image = stage.bytes(bytes);
  if (swap.source === 'image with holes') for (const at of [1, 3]) image.fill(0, at * MIB, (at + 1) * MIB);
  const plain = stage.file('image/image.iso', image);
  const sha256 = (await sha256Of(plain)) ?? '';
  const isPacked = swap.source === 'packed image';
  const source = isPacked ? stage.file('image/image.iso.gz', gzipSync(image, { level: 1 })) : plain;
  return { source, image, sha256, imageBytes: bytes };
}

/** A folder; what it becomes is known from making it once while nobody changes anything. */
async function folderSource(stage: Stage): Promise<Source> {
  stage.file('tree/large.bin', stage.bytes(3 * MIB));
  stage.file('tree/inner/file.bin', stage.bytes(MIB));
  stage.file('tree/last.bin', stage.bytes(2 * MIB));
  return madeFrom(stage, stage.path('tree'));
}

async function madeFrom(stage: Stage, tree: string): Promise<Source> {
  const out = join(stage.state, 'reference.iso');
  await succeed(stage, ['make', tree, '-o', out, '--label', 'SWAP', '--json']);
  const sha256 = (await sha256Of(out)) ?? '';
  return { source: tree, image: new Uint8Array(0), sha256, imageBytes: Number(sizeOf(out)) };
}

/** An image of many small files. */
async function packedTree(stage: Stage): Promise<Source> {
  for (let index = 0; index < MANY_FILES; index++)
    stage.file(`tree/inner/file-${String(index).padStart(3, '0')}`, stage.bytes(3000));
  stage.file('tree/zlast/file', stage.bytes(3000));
  const made = await madeFrom(stage, stage.path('tree'));
  const source = join(stage.state, 'reference.iso');
  return { ...made, source };
}

function sizeOf(path: string): string {
  return execFileSync('stat', ['--format', '%s', path], { encoding: 'utf8' });
}

/** Runs the program to its end, undisturbed. */
export async function succeed(stage: Stage, args: readonly string[]): Promise<Told> {
  const told = await new Program(stage.party, args, stage.state).ended;
  if (told.exitCode !== 0) throw new Error(`${args.join(' ')}: ${told.text}`);
  return told;
}

/** A checksum file as `sha256sum` writes it. */
export function sumsOf(name: string, sha256: string): string {
  return `${sha256}  ${name}\n`;
}

/** Replaces a small file as an editor does: a new one gets its name. */
export function replaceText(stage: Stage, path: string, text: string): void {
  writeFileSync(`${path}.new`, text);
  stage.own(`${path}.new`);
  execFileSync('mv', ['-f', `${path}.new`, path]);
}
