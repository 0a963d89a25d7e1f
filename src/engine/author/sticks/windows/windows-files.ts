import type { BootNote } from '../../../contract/events/boot-facts.ts';
import type { Loss } from '../../../contract/events/loss.ts';
import { Failure } from '../../../contract/failure/failure.ts';
import { usageRefused } from '../../../contract/failure/refused.ts';
import type { AuthorOptions } from '../../../contract/plan/plan.ts';
import type { Readable } from '../../../contract/ports/image.ts';
import type { ContentSource } from '../../content/content-source.ts';
import type { AuthorProgress } from '../../plan/author-progress.ts';
import type { Tree } from '../../tree/tree.ts';
import { childrenOf, findFile, findFolder, findNode } from '../../tree/tree-lookup.ts';
import { AddedFolder, madeFile } from '../added-files.ts';
import type { StickSource } from '../stick-source.ts';
import { answerFile, asksForAnswers } from './answers.ts';
import { givenAnswers } from './given-answers.ts';
import { addedNote, type GivenFolder, givenFolder } from './given-folder.ts';
import { type WindowsInstaller, windowsInstaller } from './installer.ts';
import { checkLanguage } from './media-languages.ts';
import { partContent } from './part-content.ts';
import { splitInstall } from './split-install.ts';
import { windowsLoader } from './windows-loader.ts';

/** What FAT32 and installers can hold. */
export interface FileLimits {
  readonly mostFileBytes: number;
  readonly partBytes: number;
}

/** What comes to the files of an installer of Windows, and what of them is not put on the stick as it is. */
export class WindowsFiles {
  readonly added = new AddedFolder();
  /** Nodes in whose place something else is. */
  readonly hidden = new Set<number>();
  /** Nodes that are read all the same. */
  readonly read: number[] = [];
  readonly notes: BootNote[] = [];
  readonly losses: Loss[] = [];
  readonly #folders: GivenFolder[] = [];

  take(folder: GivenFolder): void {
    this.#folders.push(folder);
    this.losses.push(...folder.losses);
  }

  /** @throws Failure as `ContentSource.settle` */
  async settle(): Promise<void> {
    await Promise.all(this.#folders.map((folder) => folder.settle()));
  }

  async close(): Promise<void> {
    await Promise.all(this.#folders.map((folder) => folder.close()));
  }
}

/**
 * Makes a stick of an installer of Windows: its WIM in parts, its answers, drivers, and a loader where it lacks one. Empty
 * for anything else.
 *
 * @throws Failure `usage`, `files-unfit`, `answers-unfit`, and those of the source
 */
export async function windowsFiles(
  source: StickSource,
  options: AuthorOptions,
  limits: FileLimits,
  progress: AuthorProgress,
): Promise<WindowsFiles> {
  const files = new WindowsFiles();
  const installer = windowsInstaller(source.tree);
  if (!installer) {
    refuseAnswers(source, options);
    return files;
  }
  try {
    await putParts(files, source, installer, limits);
    await putLoader(files, source, installer);
    await putAnswers(files, source, installer, options, progress);
    await putFolders(files, source, options, progress);
    return files;
  } catch (error) {
    await files.close();
    throw error;
  }
}

function refuseAnswers({ label }: StickSource, options: AuthorOptions): void {
  const { answer, drivers, oem } = options;
  const asked = answer ?? drivers ?? oem;
  if (asked !== undefined || asksForAnswers(options))
    throw usageRefused({ reason: 'no-windows-installer', path: label });
}

/** A file of the tree as a thing of its own. */
function readableOf(tree: Tree, content: ContentSource, node: number): Readable {
  const from = tree.sameAs.get(node) ?? node;
  return {
    sizeBytes: tree.sizeOf(node),
    read: (atByte, into) => content.read([{ node: from, atByte, into }]),
  };
}

async function putParts(
  files: WindowsFiles,
  { tree, content }: StickSource,
  { installs }: WindowsInstaller,
  { mostFileBytes, partBytes }: FileLimits,
): Promise<void> {
  for (const { node, folder } of installs) {
    if (tree.sizeOf(node) <= mostFileBytes) continue;
    const path = tree.pathOf(node);
    const parts = await splitInstall(readableOf(tree, content, node), path, partBytes);
    refusePartsThere(tree, tree.parentOf(node), path);
    const from = tree.sameAs.get(node) ?? node;
    const into = folderAt(files.added, folder);
    for (const [index, part] of parts.entries())
      into.put(index === 0 ? 'install.swm' : `install${index + 1}.swm`, {
        sizeBytes: part.sizeBytes,
        content: partContent(part, (wanted) => content.read(wanted.map((one) => ({ ...one, node: from })))),
      });
    files.hidden.add(node);
    files.read.push(from);
    files.notes.push({ code: 'install-split', about: path, also: String(parts.length) });
  }
}

function refusePartsThere(tree: Tree, folder: number, path: string): void {
  for (const node of childrenOf(tree, folder))
    if (/^install\d*\.swm$/i.test(tree.textOf(node)))
      throw new Failure('files-unfit', { path, why: 'wim-parts-there' });
}

function folderAt(root: AddedFolder, path: string): AddedFolder {
  let folder = root;
  for (const name of path.split('/')) folder = folder.folder(name) ?? folder;
  return folder;
}

/** Windows 7 starts by UEFI from discs only: its loader for sticks is inside the system that it installs. */
async function putLoader(
  files: WindowsFiles,
  { tree, content }: StickSource,
  { installs }: WindowsInstaller,
): Promise<void> {
  if (hasLoader(tree) || findFile(tree, 'bootmgr.efi') === undefined) return;
  for (const { node } of installs) {
    const loader = await windowsLoader(readableOf(tree, content, node), tree.pathOf(node));
    if (!loader) continue;
    folderAt(files.added, 'efi/boot').put('bootx64.efi', madeFile(loader));
    files.notes.push({ code: 'loader-from-install', about: tree.pathOf(node) });
    return;
  }
  files.notes.push({ code: 'loader-missing', about: '/efi/boot/bootx64.efi' });
}

function hasLoader(tree: Tree): boolean {
  const folder = findFolder(tree, 'efi/boot');
  if (folder === undefined) return false;
  return [...childrenOf(tree, folder)].some((node) => /^boot\w+\.efi$/i.test(tree.textOf(node)));
}

const ANSWERS = 'autounattend.xml';

async function putAnswers(
  files: WindowsFiles,
  source: StickSource,
  { processors }: WindowsInstaller,
  options: AuthorOptions,
  { files: confirmed }: AuthorProgress,
): Promise<void> {
  const { answer } = options;
  const isMade = asksForAnswers(options);
  if (answer !== undefined && isMade) throw usageRefused({ reason: 'answers-twice' });
  if (answer === undefined && !isMade) return;
  if (isMade) await checkLanguage(source, options);
  const given = answer === undefined ? undefined : await givenAnswers(answer, confirmed);
  const bytes = given?.bytes ?? new TextEncoder().encode(answerFile(options, processors));
  files.added.put(ANSWERS, { ...madeFile(bytes), replaces: true });
  files.notes.push(...(given?.notes ?? [{ code: 'answers-made' as const }]));
  const there = findNode(source.tree, ANSWERS);
  if (there !== undefined) files.notes.push({ code: 'file-replaced', about: source.tree.pathOf(there) });
}

const DRIVERS = '$WinPEDriver$';

async function putFolders(
  files: WindowsFiles,
  { tree }: StickSource,
  options: AuthorOptions,
  progress: AuthorProgress,
): Promise<void> {
  if (options.drivers !== undefined) {
    const given = await givenFolder(options.drivers, options, progress);
    files.take(given);
    // Drivers that are there stay: every folder in it is searched.
    const name = freeName(tree, DRIVERS, given.name);
    files.added.folder(DRIVERS)?.put(name, given.files);
    files.notes.push(addedNote('drivers-added', given));
  }
  if (options.oem !== undefined) {
    const given = await givenFolder(options.oem, options, progress);
    files.take(given);
    folderAt(files.added, 'sources').put('$OEM$', given.files);
    files.notes.push(addedNote('oem-added', given));
  }
}

function freeName(tree: Tree, folder: string, name: string): string {
  let free = name;
  for (let number = 2; findNode(tree, `${folder}/${free}`) !== undefined; number++)
    free = `${name}_${number}`;
  return free;
}
