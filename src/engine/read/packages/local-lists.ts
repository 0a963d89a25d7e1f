import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseRelease } from '../../bytes/formats/debian/release.ts';
import type { PackageIndex } from '../../bytes/formats/debian/resolve.ts';
import { listNameOf, type Repository } from '../../bytes/formats/debian/sources-list.ts';
import { checkedChunks, chunksOfFile } from './checked-chunks.ts';
import { indexPackages } from './index-packages.ts';
import { checkSignedText } from './release-signature.ts';
import { unpackedChunks } from './unpacked.ts';

export const ARCHITECTURE = 'amd64';
/** How apt may keep a list. */
const ENDS = ['', '.lz4', '.xz', '.gz', '.zst'];

/**
 * Puts the packages of a repository into an index, from the lists that apt fetched; false when it has none. Those of somebody else than
 * Debian, by the keys, are passed over: which packages there are is Debian's to say.
 *
 * @throws Failure `checksum-wrong`, `source-damaged`
 */
export async function addLocalLists(
  index: PackageIndex,
  { url, suite, components }: Repository,
  around: { readonly lists: string; readonly keyring: string | undefined; readonly signal: AbortSignal },
): Promise<boolean> {
  const stem = join(around.lists, listNameOf(`${url}/dists/${suite}/`));
  const releasePath = ['InRelease', 'Release']
    .map((name) => `${stem}${name}`)
    .find((path) => existsSync(path));
  if (releasePath === undefined) return false;
  if (typeof (await checkSignedText(releasePath, around.keyring)) === 'object') return false;
  const release = parseRelease(await readFile(releasePath, 'utf8'));
  let isThere = false;
  for (const component of components) {
    const inside = `${component}/binary-${ARCHITECTURE}/Packages`;
    const path = ENDS.map((end) => `${stem}${inside.replaceAll('/', '_')}${end}`).find((one) =>
      existsSync(one),
    );
    const said = release.files.find((file) => file.path === inside);
    if (path === undefined || said === undefined) continue;
    isThere = true;
    const chunks = unpackedChunks(path, chunksOfFile(path), around.signal);
    const checked = checkedChunks(path, chunks, { sha256: said.sha256, saidBy: releasePath });
    for await (const one of indexPackages(checked, url)) index.add(one);
  }
  return isThere;
}
