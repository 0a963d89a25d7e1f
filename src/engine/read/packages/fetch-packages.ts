import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { cachedDebName, type DebianPackage, debName } from '../../bytes/formats/debian/package.ts';
import { Failure, isFailure } from '../../contract/failure/failure.ts';
import { openDownload } from '../download/download.ts';
import { checkedChunks, sha256OfFile } from './checked-chunks.ts';

export interface FetchAround {
  /** Only what lies here is taken. */
  readonly folder?: string | undefined;
  /** apt's own. */
  readonly archives: string;
  /** Where downloads are kept, so that what was fetched once is not fetched again. */
  readonly kept: string;
  readonly mirrors: readonly string[];
  readonly signal: AbortSignal;
  /** Of all packages together. */
  readonly onDone: (doneBytes: number) => void;
}

/** A package whose file was held against its SHA-256. */
export interface FetchedPackage extends DebianPackage {
  readonly path: string;
}

/**
 * The file of every package, each held against its size and SHA-256 before any is used.
 *
 * @throws Failure `checksum-wrong`, `package-missing`, and what a download may throw
 */
export async function fetchPackages(
  packages: readonly DebianPackage[],
  around: FetchAround,
): Promise<FetchedPackage[]> {
  const fetched: FetchedPackage[] = [];
  let doneBytes = 0;
  for (const one of packages) {
    around.signal.throwIfAborted();
    const onDone = (bytes: number): void => around.onDone(doneBytes + bytes);
    fetched.push({ ...one, path: await fetchOne(one, { ...around, onDone }) });
    doneBytes += one.sizeBytes;
    around.onDone(doneBytes);
  }
  return fetched;
}

async function fetchOne(one: DebianPackage, around: FetchAround): Promise<string> {
  const { folder, archives, kept } = around;
  if (folder !== undefined) return ofFolder(one, folder);
  const cached = [join(archives, cachedDebName(one)), join(kept, keptName(one))];
  for (const path of cached) if (await isIt(path, one)) return path;
  return download(one, around);
}

/** @throws Failure `package-missing`, `checksum-wrong` */
async function ofFolder(one: DebianPackage, folder: string): Promise<string> {
  const names = [one.file, basename(one.file), debName(one), cachedDebName(one)].filter(
    (name) => name !== '',
  );
  const path = names.map((name) => join(folder, name)).find((there) => existsSync(there));
  if (path === undefined) throw new Failure('package-missing', { name: `${one.name} ${one.version}` });
  const found = await sha256OfFile(path);
  if (found === one.sha256) return path;
  throw new Failure('checksum-wrong', { path, expected: one.sha256, found, checksumFile: folder });
}

async function isIt(path: string, { sizeBytes, sha256 }: DebianPackage): Promise<boolean> {
  const about = await stat(path).catch(() => undefined);
  return about?.size === sizeBytes && (await sha256OfFile(path).catch(() => '')) === sha256;
}

const keptName = ({ sha256 }: DebianPackage): string => `${sha256}.deb`;

/** From the first address that has it. */
async function download(one: DebianPackage, around: FetchAround): Promise<string> {
  const { kept, mirrors } = around;
  const addresses = one.from === '' ? mirrors : [one.from];
  await mkdir(kept, { recursive: true, mode: 0o700 });
  for (const address of addresses) {
    const url = new URL(`${address}/${one.file}`);
    try {
      return await downloadTo(join(kept, keptName(one)), url, one, around);
    } catch (error) {
      if (!isFailure(error, 'source-missing') || address === addresses.at(-1)) throw error;
    }
  }
  throw new Failure('package-missing', { name: `${one.name} ${one.version}` });
}

async function downloadTo(
  path: string,
  url: URL,
  { sha256 }: DebianPackage,
  { signal, onDone }: FetchAround,
): Promise<string> {
  const part = `${path}.${process.pid}.part`;
  const { chunks } = await openDownload(url, { signal });
  try {
    const checked = checkedChunks(url.href, counted(chunks, onDone), { sha256, saidBy: 'Packages' });
    await pipeline(Readable.from(checked, { objectMode: false }), createWriteStream(part, { mode: 0o600 }));
    await rename(part, path);
    return path;
  } finally {
    await rm(part, { force: true });
  }
}

async function* counted(
  chunks: AsyncIterable<Uint8Array>,
  onDone: (bytes: number) => void,
): AsyncGenerator<Uint8Array, void, void> {
  let doneBytes = 0;
  for await (const chunk of chunks) {
    doneBytes += chunk.length;
    onDone(doneBytes);
    yield chunk;
  }
}
