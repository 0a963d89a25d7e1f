import { textOfBytes } from '../../bytes/codec/byte-text.ts';
import type { AppliedChange } from '../../contract/events/edited.ts';
import { present } from '../../contract/failure/present.ts';
import { usageRefused } from '../../contract/failure/refused.ts';
import type { Change } from '../../contract/plan/plan.ts';
import type { Excluded } from './exclude.ts';
import type { Overlay, OverlayEntry } from './overlay.ts';
import { OverlayPaths } from './overlay-paths.ts';

/** What of this machine comes in, by its path: a file, or the root of a folder. */
export type AddedEntries = ReadonlyMap<string, OverlayEntry>;

export interface ChangeRules {
  /** Names that differ in letter case alone are one. */
  readonly isCaseless: boolean;
  /** Entries that are left out of what comes in; paths in the image without their first slash. */
  readonly isExcluded: Excluded;
}

/**
 * Changes a tree, one change after the other; what each did.
 *
 * @throws Failure `usage` for what is not there, and for places that are taken
 */
export function applyChanges(
  overlay: Overlay,
  changes: readonly Change[],
  added: AddedEntries,
  rules: ChangeRules,
): AppliedChange[] {
  const editor = new Editor(overlay, rules);
  return changes.map((change) => {
    if (change.do === 'add') return editor.add(change.from, change.to, present(added.get(change.from)));
    return change.do === 'remove' ? editor.remove(change.path) : editor.rename(change.from, change.to);
  });
}

class Editor {
  readonly #overlay: Overlay;
  readonly #paths: OverlayPaths;
  readonly #isExcluded: Excluded;
  #came = { files: 0, bytes: 0, replaced: 0 };

  constructor(overlay: Overlay, { isCaseless, isExcluded }: ChangeRules) {
    this.#overlay = overlay;
    this.#paths = new OverlayPaths(overlay, isCaseless);
    this.#isExcluded = isExcluded;
  }

  add(from: string, to: string, entry: OverlayEntry): AppliedChange {
    this.#came = { files: 0, bytes: 0, replaced: 0 };
    const isFolder = this.#overlay.isFolder(entry);
    const path = to.endsWith('/') ? (isFolder ? to.slice(0, -1) : to + nameOfPath(from)) : to;
    if (path === '') this.#merge(this.#overlay.root, entry, '');
    else {
      const { folder, name } = this.#paths.placeAt(path, true);
      this.#put(folder, name, entry, path);
    }
    return { do: 'add', path: path === '' ? '/' : path, from, ...this.#came };
  }

  remove(path: string): AppliedChange {
    const { folder, name, entry } = this.#paths.entryAt(path);
    const count = this.#overlay.countOf(entry);
    this.#overlay.childrenOf(folder).delete(name);
    return { do: 'remove', path, ...count };
  }

  rename(from: string, to: string): AppliedChange {
    const was = this.#paths.entryAt(from);
    if (to.startsWith(`${from}/`)) throw usageRefused({ reason: 'edit-into-itself', from, to });
    const place = this.#paths.placeAt(to, true);
    if (place.entry && place.entry !== was.entry) throw usageRefused({ reason: 'edit-taken', path: to });
    this.#refuseInside(was.entry, place.folder, from, to);
    this.#overlay.childrenOf(was.folder).delete(was.name);
    this.#overlay.childrenOf(place.folder).set(lastName(to), was.entry);
    return { do: 'rename', path: to, from, ...this.#overlay.countOf(was.entry) };
  }

  /** However its path was spelt. */
  #refuseInside(moved: OverlayEntry, folder: OverlayEntry, from: string, to: string): void {
    const open = [moved];
    for (let next = open.pop(); next; next = open.pop()) {
      if (next === folder) throw usageRefused({ reason: 'edit-into-itself', from, to });
      open.push(...(next.children?.values() ?? []));
    }
  }

  /** `name` as something there is spelt, or as it will be. */
  #put(folder: OverlayEntry, name: string, entry: OverlayEntry, path: string): void {
    const isFolder = this.#overlay.isFolder(entry);
    if (this.#isExcluded(path.slice(1), isFolder)) return;
    const children = this.#overlay.childrenOf(folder);
    const there = children.get(name);
    if (!there) {
      const comes: OverlayEntry = { source: entry.source, node: entry.node };
      children.set(name, comes);
      if (isFolder) {
        comes.children = new Map();
        this.#merge(comes, entry, path);
      } else this.#count(entry);
      return;
    }
    const isThereFolder = this.#overlay.isFolder(there);
    if (isFolder !== isThereFolder)
      throw usageRefused({ reason: isFolder ? 'edit-file-there' : 'edit-folder-there', path });
    if (isFolder) {
      this.#merge(there, entry, path);
      return;
    }
    children.set(name, { source: entry.source, node: entry.node });
    this.#count(entry);
    this.#came.replaced++;
  }

  #merge(folder: OverlayEntry, from: OverlayEntry, path: string): void {
    for (const [name, entry] of this.#overlay.entriesOf(from)) {
      const place = this.#paths.inFolder(folder, name);
      this.#put(folder, place.name, entry, `${path}/${textOfBytes(place.name)}`);
    }
  }

  #count(entry: OverlayEntry): void {
    this.#came.files++;
    if (this.#overlay.isFile(entry)) this.#came.bytes += this.#overlay.treeOf(entry).sizeOf(entry.node);
  }
}

const nameOfPath = (path: string): string => path.split(/[\\/]/).filter(Boolean).at(-1) ?? '';

const lastName = (path: string): string =>
  Buffer.from(path.slice(path.lastIndexOf('/') + 1), 'utf8').toString('latin1');
