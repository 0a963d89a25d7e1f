import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoOf } from '../engine/contract/failure/errno.ts';
import type { Machine } from '../engine/contract/ports/machine.ts';
import { homeFolder } from '../engine/host/trust/home-folder.ts';
import { holdsFiles } from '../engine/read/open/holds-files.ts';
import { isReceiptFile } from '../engine/read/open/is-receipt-file.ts';
import { peekText } from '../engine/read/open/peek-text.ts';
import { topNamesOf } from '../engine/read/open/top-names.ts';
import type { FileEntry, FileFacts, FolderListing, WizardFiles } from '../screens/ports.ts';
import { t } from '../words/language.ts';
import { looks } from './looks.ts';
import { findPlaces } from './places.ts';

/** More entries than anybody scrolls through; the type-ahead still finds by a typed path. */
const LISTED_AT_MOST = 20_000;

/** The file system as the wizard's file browser sees it. */
export function realFiles(cwd: string, machine: Pick<Machine, 'listDrives'>): WizardFiles {
  const home = homeFolder() ?? cwd;
  const places = () => findPlaces(home, machine);
  return {
    home,
    cwd,
    list: listFolder,
    stat: lookedInto,
    peek: peekText,
    places,
    look: looks(),
    topNames: topNamesOf,
  };
}

async function listFolder(folder: string): Promise<FolderListing> {
  try {
    const names = (await readdir(folder)).slice(0, LISTED_AT_MOST);
    const entries = await Promise.all(names.map((name) => entryOf(folder, name)));
    return { ok: true, entries };
  } catch (error) {
    return { ok: false, problem: problemText(error) };
  }
}

/** A broken link is listed too, as something that cannot be chosen. */
async function entryOf(folder: string, name: string): Promise<FileEntry> {
  return { name, ...((await factsOf(join(folder, name))) ?? { kind: 'other', sizeBytes: 0 }) };
}

async function factsOf(path: string): Promise<FileFacts | undefined> {
  try {
    const found = await stat(path);
    return {
      kind: found.isDirectory() ? 'folder' : found.isFile() ? 'file' : 'other',
      sizeBytes: found.size,
      modifiedMs: found.mtimeMs,
    };
  } catch {
    return undefined;
  }
}

async function lookedInto(path: string): Promise<FileFacts | undefined> {
  const facts = await factsOf(path);
  if (facts?.kind !== 'file') return facts;
  const [isReceipt, holds] = await Promise.all([isReceiptFile(path), holdsFiles(path)]);
  return { ...facts, isReceipt, holdsFiles: holds };
}

function problemText(error: unknown): string {
  const code = errnoOf(error);
  const { unreadable, ...known } = t().cli.folders;
  const isKnown = (errno: string): errno is keyof typeof known => Object.hasOwn(known, errno);
  if (code === 'unknown') return unreadable;
  return isKnown(code) ? known[code] : code;
}
