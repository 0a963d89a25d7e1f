import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededBytes } from '../../../fakes/fake-image.ts';
import { run } from '../../../fakes/run.ts';

/** A folder for images that other programs make, and what is in them. */
export interface Workshop {
  readonly room: string;
  readonly tree: string;
  path(name: string): string;
  remove(): void;
}

export function openWorkshop(): Workshop {
  const room = mkdtempSync(join(tmpdir(), 'isowright-drives-'));
  const tree = join(room, 'tree');
  mkdirSync(join(tree, 'folder/deep'), { recursive: true });
  writeFileSync(join(tree, 'empty'), '');
  writeFileSync(join(tree, 'short'), 'a few letters');
  writeFileSync(join(tree, 'inline'), seededBytes(130, 5));
  writeFileSync(join(tree, 'folder/large'), seededBytes(150_000, 6));
  for (let i = 0; i < 60; i++) writeFileSync(join(tree, `folder/deep/a file of a long name ${i}`), `${i}`);
  symlinkSync('short', join(tree, 'link'));
  symlinkSync('x'.repeat(300), join(tree, 'far'));
  return {
    room,
    tree,
    path: (name) => join(room, name),
    remove: () => rmSync(room, { recursive: true, force: true }),
  };
}

/** @throws Error with what the program said */
export function must(command: string, args: readonly string[], input?: string): string {
  const ran = run(command, args, {
    env: { MTOOLS_SKIP_CHECK: '1', TZ: 'UTC' },
    ...(input !== undefined && { input }),
  });
  if (ran.status !== 0) throw new Error(`${command} ${args.join(' ')}: ${ran.stderr}`);
  return ran.stdout;
}

/** An ext file system with the files of a tree. */
export function makeExt(
  { tree, path }: Workshop,
  name: string,
  sizeBytes: number,
  options: readonly string[],
): string {
  const image = path(name);
  rmSync(image, { force: true });
  writeFileSync(image, '');
  truncateSync(image, sizeBytes);
  must('mke2fs', ['-q', '-F', ...options, '-d', tree, image]);
  return image;
}

/** A FAT file system with the same files, but for links. */
export function makeFat(
  { tree, path }: Workshop,
  name: string,
  sizeBytes: number,
  options: readonly string[],
): string {
  const image = path(name);
  rmSync(image, { force: true });
  writeFileSync(image, '');
  truncateSync(image, sizeBytes);
  must('mkfs.fat', [...options, image]);
  const names = ['empty', 'short', 'inline', 'folder'].map((each) => join(tree, each));
  must('mcopy', ['-s', '-m', '-i', image, ...names, '::']);
  return image;
}

export const bytesIn = (path: string): Uint8Array => new Uint8Array(readFileSync(path));
