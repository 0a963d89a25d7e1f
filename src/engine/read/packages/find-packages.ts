import { readFile } from 'node:fs/promises';
import { withoutEnd } from '../../bytes/codec/text.ts';
import type { DebianPackage } from '../../bytes/formats/debian/package.ts';
import { PackageIndex, resolvePackages } from '../../bytes/formats/debian/resolve.ts';
import type { Repository } from '../../bytes/formats/debian/sources-list.ts';
import { errnoOf } from '../../contract/failure/errno.ts';
import { Failure } from '../../contract/failure/failure.ts';
import { type AptFolders, aptFolders, aptRepositories } from './apt-repositories.ts';
import { addFolderIndex, addFolderPackages } from './folder-index.ts';
import { addLocalLists } from './local-lists.ts';
import { parseLock } from './lock-file.ts';
import { addMirrorLists } from './mirror-lists.ts';
import { debianKeyring } from './release-signature.ts';

/** Where packages are looked for. */
export interface PackagePlaces {
  /** Only what lies here is taken. */
  readonly folder?: string | undefined;
  /** The address of a repository. */
  readonly mirror?: string | undefined;
  readonly suite?: string | undefined;
  readonly lock?: string | undefined;
  readonly apt?: AptFolders;
  /** null: signatures are not looked at. */
  readonly keyring?: string | null;
}

export interface FoundPackages {
  readonly packages: readonly DebianPackage[];
  /** They stand in the lock file already. */
  readonly isLocked: boolean;
  /** Addresses where files may be had whose own is not known. */
  readonly mirrors: readonly string[];
}

interface Wanted {
  readonly names: readonly string[];
  readonly without: ReadonlySet<string>;
}

const DEFAULT_SUITE = 'stable';
const DEFAULT_COMPONENTS = ['main'];

/**
 * The packages of these names and everything they need: from a lock file, a folder, a mirror, or what apt knows, in this order.
 *
 * @throws Failure `no-package-index`, `package-missing`, `index-unsigned`, `checksum-wrong`, `lock-invalid`, and what reading may throw
 */
export async function findPackages(
  places: PackagePlaces,
  { names, without }: Wanted,
  signal: AbortSignal,
): Promise<FoundPackages> {
  const repositories = repositoriesOf(places);
  const mirrors = [...new Set(repositories.map(({ url }) => url))];
  const locked = await lockedPackages(places.lock);
  if (locked) return { packages: locked, isLocked: true, mirrors };
  const index = await indexOf(places, repositories, signal);
  const { packages, missing } = resolvePackages(index, names, without);
  const [first] = missing;
  if (first) {
    const { name, by: neededBy } = first;
    throw new Failure('package-missing', { name, ...(neededBy !== undefined && { neededBy }) });
  }
  return { packages, isLocked: false, mirrors };
}

function repositoriesOf({ mirror, suite, apt = aptFolders }: PackagePlaces): Repository[] {
  const own = aptRepositories(apt);
  if (mirror === undefined) return own;
  const url = withoutEnd(mirror, '/');
  return [{ url, suite: suite ?? DEFAULT_SUITE, components: DEFAULT_COMPONENTS }];
}

/** Undefined while there is no lock file. */
async function lockedPackages(path: string | undefined): Promise<DebianPackage[] | undefined> {
  if (path === undefined) return undefined;
  try {
    return parseLock(await readFile(path, 'utf8'), path);
  } catch (error) {
    if (error instanceof Failure) throw error;
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw new Failure('source-unreadable', { path, errno: errnoOf(error) }, { cause: error });
  }
}

async function indexOf(
  places: PackagePlaces,
  repositories: readonly Repository[],
  signal: AbortSignal,
): Promise<PackageIndex> {
  const { folder, mirror, apt = aptFolders } = places;
  const keyring = places.keyring === null ? undefined : (places.keyring ?? debianKeyring());
  const index = new PackageIndex();
  const fetchAll = async (): Promise<void> => {
    for (const repository of repositories) await addMirrorLists(index, repository, { keyring, signal });
  };
  if (folder !== undefined) await addFolder(index, folder, signal);
  else if (mirror !== undefined) await fetchAll();
  else {
    const around = { lists: apt.lists, keyring, signal };
    for (const repository of repositories) await addLocalLists(index, repository, around);
    // A machine with apt that never fetched its lists.
    if (index.size === 0) await fetchAll();
  }
  if (index.size > 0) return index.close();
  throw new Failure('no-package-index', { place: folder ?? mirror ?? apt.lists });
}

/** Its own index, or what lies in it. */
async function addFolder(index: PackageIndex, folder: string, signal: AbortSignal): Promise<void> {
  if (!(await addFolderIndex(index, folder, signal))) await addFolderPackages(index, folder, signal);
}
