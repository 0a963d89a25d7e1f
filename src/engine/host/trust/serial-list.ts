import { constants, lstatSync, type Stats } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as z from 'zod';
import { errnoOf } from '../../contract/failure/errno.ts';
import { Failure } from '../../contract/failure/failure.ts';

/** A file of serials. */
const listSchema = z.object({ v: z.literal(1), serials: z.array(z.string().min(1).max(200)).max(10_000) });

const LARGEST_LIST_BYTES = 1 << 20;

/**
 * The serials in a list. Only a file that is not there is an empty list: whatever else keeps it from being read could hide a
 * protected drive.
 *
 * @throws Failure `never-touch-unreadable`
 */
export async function readList(path: string): Promise<string[]> {
  const text = await readSmall(path);
  if (text === undefined) return [];
  try {
    return listSchema.parse(JSON.parse(text)).serials;
  } catch (cause) {
    throw unreadable(path, 'no-serial-list', { cause });
  }
}

/** @param why a code of `words/en/things.ts`, or an error of the system. Why a list protects nothing, which nobody should find out by a lost drive. */
export function unreadable(path: string, why: string, options?: ErrorOptions): Failure {
  return new Failure('never-touch-unreadable', { problem: `${path}: ${why}` }, options);
}

/** Somebody else's file, read by root: looked at before it is opened, never waited for (a pipe), never large. */
async function readSmall(path: string): Promise<string | undefined> {
  try {
    const found = await stat(path);
    if (!found.isFile()) throw unreadable(path, 'not-a-file');
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
    try {
      return await textOf(path, file);
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof Failure) throw error;
    const code = errnoOf(error);
    if ((code === 'ENOENT' || code === 'ENOTDIR') && !leadsNowhere(path)) return undefined;
    throw unreadable(path, code === 'ENOENT' ? 'link-to-nothing' : code, { cause: error });
  }
}

async function textOf(path: string, file: Awaited<ReturnType<typeof open>>): Promise<string> {
  const opened = await file.stat();
  if (!opened.isFile()) throw unreadable(path, 'not-a-file');
  // One byte more tells a file that grows.
  const memory = new Uint8Array(LARGEST_LIST_BYTES + 1);
  let lengthBytes = 0;
  for (;;) {
    const { bytesRead } = await file.read(memory, lengthBytes, memory.length - lengthBytes, lengthBytes);
    lengthBytes += bytesRead;
    if (lengthBytes > LARGEST_LIST_BYTES) throw unreadable(path, 'list-too-large');
    if (bytesRead === 0)
      return new TextDecoder('utf-8', { fatal: true }).decode(memory.subarray(0, lengthBytes));
  }
}

function lookAt(path: string): Stats | undefined {
  try {
    return lstatSync(path);
  } catch {
    // Not there, or what is above it is no folder: the next one up is asked.
    return undefined;
  }
}

/** The path, or a folder above it, is a link whose end is missing: a list is meant to be there (a home that is not mounted). */
function leadsNowhere(path: string): boolean {
  for (let at = path; at !== dirname(at); at = dirname(at)) {
    const found = lookAt(at);
    if (found) return found.isSymbolicLink();
  }
  return false;
}
