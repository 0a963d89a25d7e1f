import { readlinkSync, type Stats } from 'node:fs';
import { textOfBytes } from '../../bytes/codec/byte-text.ts';
import {
  BLOCK_DEVICE,
  CHARACTER_DEVICE,
  FOLDER,
  LINK,
  REGULAR,
  typeOf,
} from '../../bytes/formats/posix/file-mode.ts';
import type { ApartEntry } from '../../contract/events/apart.ts';
import type { Loss, LossReason } from '../../contract/events/loss.ts';
import { errnoOf } from '../../contract/failure/errno.ts';
import { Failure } from '../../contract/failure/failure.ts';
import { bytePath, fsPath, joinBytes } from '../../host/files/fs-path.ts';
import { deviceOf, type EntryStats, factsOf, identityOf, isReadable, statEntry } from './entry-facts.ts';
import { type Excluded, excludedBy } from './exclude.ts';
import { byCodeUnits, type FolderListing, type Lister, namesIn } from './listing.ts';
import { madeUpFileSystems } from './mounted.ts';
import { ScanAhead } from './scan-ahead.ts';
import type { ScanOptions } from './scan-options.ts';
import { addMade, checkMoved, madeNames } from './synthetic-files.ts';
import { Tree } from './tree.ts';

/** Entries between two looks at the clock. */
const LOOK_EVERY = 64;

/** Adds a folder's entries to a tree, one folder at a time. What cannot be read becomes a loss. */
export class Scanner {
  readonly tree = new Tree();
  readonly losses: Loss[] = [];
  /** What is no part of the tree although no pattern says so. */
  readonly apart: ApartEntry[] = [];
  /** Entries that patterns left out. */
  excluded = 0;
  readonly #root: string;
  readonly #options: ScanOptions;
  readonly #excluded: Excluded;
  readonly #ownOutputs: ReadonlySet<string>;
  readonly #madeUpOf = madeUpFileSystems();
  /** Entries that are not to be read. */
  readonly #refused: ReadonlySet<string>;
  /** Folders that stay empty. */
  readonly #closed = new Set<number>();
  readonly #firstNode = new Map<string, number>();
  /** With followLinks: identities of all folders so far, for the cycle guard. */
  readonly #identities = new Set<string>();

  constructor(folder: string, options: ScanOptions) {
    this.#root = bytePath(folder);
    this.#options = options;
    this.#excluded = excludedBy(options.exclude);
    this.#ownOutputs = new Set(options.ownOutputs?.map(bytePath));
    this.#refused = new Set(options.closed);
    if (this.#refused.has('')) throw unreadable(folder, { code: 'EACCES' });
    const stats = rootStats(folder, this.#root);
    this.tree.add(0, '', factsOf(stats, options.plainOwners));
    if (options.followLinks) this.#identities.add(identityOf(this.#root, stats, true));
  }

  /** Has folders listed beside this one, unless links are followed: then each entry may need several looks. */
  ahead(lister: Lister): ScanAhead | undefined {
    return this.#options.followLinks ? undefined : new ScanAhead(this.tree, this.#root, lister);
  }

  /** Adds the children of a folder, from a listing when there is one; yields now and then. */
  *listFolder(ordinal: number, listing?: FolderListing): Generator<void> {
    const node = this.tree.folderAt(ordinal);
    const inside = node === 0 ? '' : this.tree.bytePathOf(node);
    const path = this.#root + inside;
    this.tree.firstChild[ordinal] = this.tree.count;
    let entries = 0;
    const made = node === 0 ? madeNames(this.#options) : [];
    const names = this.#closed.has(node) ? [] : (listing?.names ?? this.#namesIn(path, inside));
    if (node === 0) checkMoved(names, this.#options.movedFolder);
    for (const name of withMade(names, made)) {
      if (made.includes(name)) addMade(this.tree, name, this.#options.movedFolder);
      else this.#addEntry(node, name, joinBytes(path, name), `${inside}/${name}`, listing?.statsOf(entries));
      if (++entries % LOOK_EVERY === 0) yield;
    }
    this.tree.childCount[ordinal] = this.tree.count - this.tree.firstChildOf(ordinal);
    yield;
  }

  #namesIn(path: string, inside: string): string[] {
    try {
      return namesIn(path);
    } catch (error) {
      if (inside === '') throw unreadable(textOfBytes(path), error);
      this.#lose(inside, error);
      return [];
    }
  }

  #addEntry(parent: number, name: string, path: string, inside: string, listed?: EntryStats): void {
    const stats = listed ?? this.#statOf(path, inside);
    if (!stats) return;
    const isFolder = typeOf(stats.mode) === FOLDER;
    if (this.#isExcluded(inside, isFolder)) {
      this.excluded++;
      return;
    }
    const isOpen = this.#isOpen(path, stats, inside);
    if (!isOpen && !isFolder) return;
    const target = typeOf(stats.mode) === LINK ? this.#targetOf(path, inside) : undefined;
    if (typeOf(stats.mode) === LINK && target === undefined) return;
    if (this.#isOwnOutput(inside)) return;
    const elsewhere = this.#elsewhere(parent, stats, inside);
    if (elsewhere && !isFolder) return;
    const node = this.tree.add(parent, name, factsOf(stats, this.#options.plainOwners));
    if (elsewhere || !isOpen) this.#closed.add(node);
    if (target !== undefined) this.tree.linkTarget.set(node, target);
    this.#noteFacts(node, path, stats);
  }

  #noteFacts(node: number, path: string, stats: EntryStats): void {
    if (isDevice(stats.mode)) this.tree.device.set(node, deviceOf(stats.rdev));
    const isFolder = typeOf(stats.mode) === FOLDER;
    if (isFolder && this.#options.followLinks) this.#identities.add(identityOf(path, stats, true));
    this.#noteHardLink(node, path, stats);
  }

  /** What is not to be read, or cannot be, is a loss. */
  #isOpen(path: string, stats: EntryStats, inside: string): boolean {
    const isRefused = this.#refused.size > 0 && this.#refused.has(textOfBytes(inside));
    if (!isRefused && isReadable(path, stats)) return true;
    this.#lose(inside, { code: 'EACCES' });
    return false;
  }

  #isOwnOutput(inside: string): boolean {
    if (!this.#ownOutputs.has(inside)) return false;
    this.apart.push({ path: textOfBytes(inside), reason: 'own-output' });
    return true;
  }

  /** Whether an entry lies on another file system than its folder, and on one that is left out. */
  #elsewhere(parent: number, { dev }: EntryStats, inside: string): boolean {
    if (dev === this.tree.onDevice[parent]) return false;
    const fileSystem = this.#madeUpOf(dev);
    if (fileSystem === undefined && !this.#options.oneFileSystem) return false;
    const reason = fileSystem === undefined ? 'other-file-system' : 'kernel-files';
    this.apart.push({ path: textOfBytes(inside), reason, ...(fileSystem !== undefined && { fileSystem }) });
    return true;
  }

  #isExcluded(inside: string, isFolder: boolean): boolean {
    return this.#options.exclude.length > 0 && this.#excluded(textOfBytes(inside.slice(1)), isFolder);
  }

  /** What is gone since the folder was listed was never there; a link that leads back to a folder above it stays a link. */
  #statOf(path: string, inside: string): Stats | undefined {
    try {
      const stats = statEntry(path, this.#options.followLinks);
      if (!stats?.isDirectory() || !this.#options.followLinks) return stats;
      return this.#isAbove(inside, identityOf(path, stats, true)) ? statEntry(path, false) : stats;
    } catch (error) {
      this.#lose(inside, error);
      return undefined;
    }
  }

  #isAbove(inside: string, identity: string): boolean {
    if (!this.#identities.has(identity)) return false;
    // Rare: the folder is known. Only when it is one of those above would following it never end.
    const names = inside.split('/').slice(0, -1);
    return names.some((_, depth) => this.#identityAt(names.slice(0, depth + 1).join('/')) === identity);
  }

  #identityAt(inside: string): string | undefined {
    const path = this.#root + inside;
    const stats = statEntry(path, true);
    return stats && identityOf(path, stats, true);
  }

  #targetOf(path: string, inside: string): string | undefined {
    try {
      return readlinkSync(fsPath(path), { encoding: 'latin1' });
    } catch (error) {
      this.#lose(inside, error);
      return undefined;
    }
  }

  /** Files with several names, and with followLinks files reached several ways, are one file. */
  #noteHardLink(node: number, path: string, stats: EntryStats): void {
    if (typeOf(stats.mode) === FOLDER) return;
    const isFollowed = this.#options.followLinks && typeOf(stats.mode) === REGULAR;
    if (stats.nlink < 2 && !isFollowed) return;
    const identity = identityOf(path, stats, isFollowed);
    const first = this.#firstNode.get(identity);
    if (first === undefined) {
      this.#firstNode.set(identity, node);
      return;
    }
    this.tree.sameAs.set(node, first);
    this.tree.linkCount.set(first, (this.tree.linkCount.get(first) ?? 1) + 1);
  }

  #lose(inside: string, error: unknown): void {
    const errno = errnoOf(error);
    if (errno === 'ENOENT') return;
    const reason: LossReason = errno === 'ENAMETOOLONG' ? 'path-too-long' : 'unreadable';
    this.losses.push({ path: textOfBytes(inside), reason, where: 'all' });
  }
}

function rootStats(folder: string, path: string): Stats {
  let stats: Stats | undefined;
  try {
    stats = statEntry(path, true);
  } catch (error) {
    throw unreadable(folder, error);
  }
  if (!stats) throw new Failure('source-missing', { path: folder });
  if (!stats.isDirectory()) throw new Failure('source-unreadable', { path: folder, errno: 'ENOTDIR' });
  return stats;
}

function unreadable(path: string, error: unknown): Failure {
  const errno = errnoOf(error);
  if (errno === 'ENOENT') return new Failure('source-missing', { path });
  return new Failure('source-unreadable', { path, errno });
}

/** Byte strings in order, each once. */
function withMade(names: readonly string[], made: readonly string[]): readonly string[] {
  if (made.length === 0) return names;
  return [...new Set([...names, ...made])].sort(byCodeUnits);
}

function isDevice(mode: number): boolean {
  return typeOf(mode) === CHARACTER_DEVICE || typeOf(mode) === BLOCK_DEVICE;
}
