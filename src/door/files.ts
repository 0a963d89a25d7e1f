import { open, readdir, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { isReceiptFile } from '../engine/receipt/receipt-file.ts';
import type { FileEntry, FileFacts, FolderListing, WizardFiles } from '../screens/ports.ts';

const PEEK_BYTES = 4096;
/** More entries than anybody scrolls through; the type-ahead still finds by a typed path. */
const LISTED_AT_MOST = 20_000;

/** The file system as the wizard's file browser sees it. */
export function realFiles(cwd: string): WizardFiles {
  return { home: homedir(), cwd, list: listFolder, stat: lookedInto, peek };
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
    };
  } catch {
    return undefined;
  }
}

async function lookedInto(path: string): Promise<FileFacts | undefined> {
  const facts = await factsOf(path);
  return facts?.kind === 'file' ? { ...facts, isReceipt: await isReceiptFile(path) } : facts;
}

async function peek(path: string): Promise<string | undefined> {
  if ((await factsOf(path))?.kind !== 'file') return undefined;
  try {
    const file = await open(path, 'r');
    const { buffer, bytesRead } = await file.read(new Uint8Array(PEEK_BYTES), 0, PEEK_BYTES, 0);
    await file.close();
    return Buffer.from(buffer.subarray(0, bytesRead)).toString('utf8');
  } catch {
    return undefined;
  }
}

function problemText(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  const known: Record<string, string> = {
    EACCES: 'permission denied',
    ENOENT: 'no such folder',
    ENOTDIR: 'not a folder',
    EIO: 'input/output error',
  };
  return known[code ?? ''] ?? code ?? 'unreadable';
}
