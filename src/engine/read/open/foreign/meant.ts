import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { FoundFacts } from '../../../contract/failure/source-reasons.ts';
import { readAt } from '../../../host/files/positional-io.ts';
import { readChecksums } from '../../checksum/checksum-lines.ts';
import { kindOf } from './find-kind.ts';

/** What no file lies beside. */
const noFile: readonly FoundFacts['reason'][] = ['folder', 'no-regular-file', 'device', 'pipe'];
const imageEndings = ['iso', 'img', 'raw'];
const HEAD_BYTES = 40 << 10;
/** Of a list of checksums, so many names are looked for. */
const MOST_NAMES = 16;

/**
 * The image beside what was given in its place: that of the same name (`X.iso` for `X.iso.asc`, `X.iso.html`, `X.torrent`, `X.qcow2`), or the only
 * one that a list of checksums names.
 */
export async function meantBeside(
  path: string,
  { reason }: FoundFacts,
  first: Uint8Array,
): Promise<string | undefined> {
  if (noFile.includes(reason)) return undefined;
  for (const candidate of sameName(path)) if (await mayBeImage(candidate)) return candidate;
  return reason === 'checksum-file' ? onlyNamed(path, first) : undefined;
}

function sameName(path: string): string[] {
  const stem = path.replace(/\.[^./]+$/, '');
  if (stem === path || basename(stem) === '') return [];
  const others = imageEndings.map((ending) => `${stem}.${ending}`);
  return [...(/\.[^./]+$/.test(stem) ? [stem] : []), ...others].filter((other) => other !== path);
}

async function onlyNamed(path: string, first: Uint8Array): Promise<string | undefined> {
  const names = readChecksums(Buffer.from(first).toString('utf8')).lines.flatMap(({ name }) => name ?? []);
  const plain = [...new Set(names.map((name) => name.replace(/^\.\//, '')))].filter(isPlainName);
  const found: string[] = [];
  for (const name of plain.slice(0, MOST_NAMES)) {
    const candidate = join(dirname(path), name);
    if (candidate !== path && (await mayBeImage(candidate))) found.push(candidate);
  }
  return found.length === 1 ? found[0] : undefined;
}

function isPlainName(name: string): boolean {
  return !name.includes('/') && !name.includes('\0') && name !== '.' && name !== '..';
}

/** A regular file that does not begin like something else. */
async function mayBeImage(path: string): Promise<boolean> {
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch(() => undefined);
  if (!file) return false;
  try {
    if (!(await file.stat()).isFile()) return false;
    const first = new Uint8Array(HEAD_BYTES);
    return kindOf(first.subarray(0, await readAt(file.fd, first, 0))) === undefined;
  } catch {
    return false;
  } finally {
    await file.close();
  }
}
