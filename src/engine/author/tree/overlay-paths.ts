import { bytesOfText, textOfBytes } from '../../bytes/codec/byte-text.ts';
import { usageRefused } from '../../contract/failure/refused.ts';
import type { Overlay, OverlayEntry } from './overlay.ts';

/** A name in a folder, and what stands there. */
export interface OverlayPlace {
  readonly folder: OverlayEntry;
  /** As it is spelt in the folder, when something stands there. */
  readonly name: string;
  readonly entry: OverlayEntry | undefined;
}

/** Finds places by their paths (`/a/b`, text). No link is followed. */
export class OverlayPaths {
  readonly #overlay: Overlay;
  /** The medium's readers know no difference between a and A: an only name that is alike is meant. */
  readonly #isCaseless: boolean;

  constructor(overlay: Overlay, isCaseless: boolean) {
    this.#overlay = overlay;
    this.#isCaseless = isCaseless;
  }

  /** A place below the root; folders on the way to it are made if they are wanted. @throws Failure `usage` */
  placeAt(path: string, makesFolders: boolean): OverlayPlace {
    const names = path.split('/').filter(Boolean);
    let folder = this.#overlay.root;
    for (const [depth, name] of names.slice(0, -1).entries()) {
      const at = `/${names.slice(0, depth + 1).join('/')}`;
      folder = this.#folderIn(folder, name, at, path, makesFolders);
    }
    return this.inFolder(folder, bytesOfText(names.at(-1) ?? ''));
  }

  /** @throws Failure `usage` where nothing is */
  entryAt(path: string): OverlayPlace & { readonly entry: OverlayEntry } {
    const place = this.placeAt(path, false);
    if (!place.entry) throw this.#missing(path, place.folder, place.name);
    return { ...place, entry: place.entry };
  }

  inFolder(folder: OverlayEntry, name: string): OverlayPlace {
    const children = this.#overlay.childrenOf(folder);
    const entry = children.get(name);
    if (entry || !this.#isCaseless) return { folder, name, entry };
    const [alike, ...more] = this.#alike(folder, name);
    return alike === undefined || more.length > 0
      ? { folder, name, entry }
      : { folder, name: alike, entry: children.get(alike) };
  }

  #folderIn(parent: OverlayEntry, name: string, at: string, path: string, isMade: boolean): OverlayEntry {
    const place = this.inFolder(parent, bytesOfText(name));
    if (place.entry) {
      if (this.#overlay.isFolder(place.entry)) return place.entry;
      const kind = this.#overlay.isLink(place.entry) ? 'link' : 'file';
      throw usageRefused({ reason: 'edit-no-folder', path, at, kind });
    }
    if (!isMade) throw this.#missing(at, parent, place.name);
    const made = this.#overlay.makeFolder(parent);
    this.#overlay.childrenOf(parent).set(place.name, made);
    return made;
  }

  #missing(path: string, folder: OverlayEntry, name: string) {
    const [near] = this.#alike(folder, name);
    const above = path.slice(0, path.lastIndexOf('/'));
    return usageRefused({
      reason: 'edit-missing',
      path,
      ...(near !== undefined && { near: `${above}/${textOfBytes(near)}` }),
    });
  }

  /** Names that differ in nothing but letter case or the way in which accents are spelt. */
  #alike(folder: OverlayEntry, name: string): string[] {
    const wanted = caseless(name);
    return [...this.#overlay.childrenOf(folder).keys()].filter((other) => caseless(other) === wanted);
  }
}

const caseless = (name: string): string => textOfBytes(name).normalize('NFC').toLowerCase();
