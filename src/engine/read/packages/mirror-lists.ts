import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { joined } from '../../bytes/codec/joined.ts';
import { parseRelease, type ReleaseFile } from '../../bytes/formats/debian/release.ts';
import type { PackageIndex } from '../../bytes/formats/debian/resolve.ts';
import type { Repository } from '../../bytes/formats/debian/sources-list.ts';
import { Failure } from '../../contract/failure/failure.ts';
import { openDownload } from '../download/download.ts';
import { checkedChunks } from './checked-chunks.ts';
import { indexPackages } from './index-packages.ts';
import { ARCHITECTURE } from './local-lists.ts';
import { demandSigned, type SignedState } from './release-signature.ts';
import { unpackedChunks } from './unpacked.ts';

/** Of a Release: some hundred kilobytes. */
const MOST_RELEASE_BYTES = 16 << 20;

interface Around {
  readonly keyring: string | undefined;
  readonly signal: AbortSignal;
}

/**
 * Puts the packages of a mirror into an index: its InRelease is held against the keys, and its lists against that.
 *
 * @throws Failure `index-unsigned`, `checksum-wrong`, `no-package-index`, and what a download may throw
 */
export async function addMirrorLists(
  index: PackageIndex,
  { url, suite, components }: Repository,
  around: Around,
): Promise<SignedState> {
  const dists = `${url}/dists/${suite}`;
  const releaseUrl = `${dists}/InRelease`;
  const bytes = await wholeAt(releaseUrl, around);
  const state = await signedState(bytes, releaseUrl, around);
  const { files } = parseRelease(Buffer.from(bytes).toString('utf8'));
  for (const component of components) {
    const file = listIn(files, component);
    if (!file) throw new Failure('no-package-index', { place: releaseUrl });
    const at = `${dists}/${file.path}`;
    const { chunks } = await openDownload(new URL(at), around);
    const checked = checkedChunks(at, chunks, { sha256: file.sha256, saidBy: releaseUrl });
    for await (const one of indexPackages(unpackedChunks(at, checked, around.signal), url)) index.add(one);
    // What is behind the end of a packed list belongs to its checksum too.
    for await (const _ of checked);
  }
  return state;
}

function listIn(files: readonly ReleaseFile[], component: string): ReleaseFile | undefined {
  const stem = `${component}/binary-${ARCHITECTURE}/Packages`;
  return ['.xz', '.gz', ''].flatMap((end) => files.filter(({ path }) => path === `${stem}${end}`))[0];
}

async function wholeAt(url: string, { signal }: Around): Promise<Uint8Array> {
  const { chunks } = await openDownload(new URL(url), { signal });
  const parts: Uint8Array[] = [];
  let lengthBytes = 0;
  for await (const chunk of chunks) {
    parts.push(chunk);
    lengthBytes += chunk.length;
    if (lengthBytes > MOST_RELEASE_BYTES) throw new Failure('no-package-index', { place: url });
  }
  return joined(parts);
}

/** The programs that know signatures read files. */
async function signedState(bytes: Uint8Array, url: string, { keyring }: Around): Promise<SignedState> {
  const folder = await mkdtemp(join(tmpdir(), 'isowright-release-'));
  try {
    const path = join(folder, 'InRelease');
    await writeFile(path, bytes);
    return await demandSigned(path, keyring);
  } catch (error) {
    if (error instanceof Failure && error.code === 'index-unsigned')
      throw new Failure('index-unsigned', { ...(error as Failure<'index-unsigned'>).facts, path: url });
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
