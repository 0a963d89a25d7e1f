import { textOfBytes } from '../../bytes/codec/byte-text.ts';
import { type DeviceNumber, FOLDER, LINK, REGULAR, typeOf } from '../../bytes/formats/posix/file-mode.ts';
import { present } from '../../contract/failure/present.ts';
import { ByteNames } from './byte-names.ts';

/**
 * A tree of files as columns: one row a node, children of a folder side by side in the byte order of their names.
 * Node 0 is the root. Made for a million nodes: about 70 bytes each, names in one blob.
 *
 * A name is a byte string (one character a byte): names that are no UTF-8 are kept.
 */
export class Tree {
  count = 0;
  parent = new Uint32Array(FIRST_ROOM);
  mode = new Uint16Array(FIRST_ROOM);
  userId = new Uint32Array(FIRST_ROOM);
  groupId = new Uint32Array(FIRST_ROOM);
  /** Milliseconds since 1970, with fractions; also to see that a file changed. */
  modifiedAtMs = new Float64Array(FIRST_ROOM);
  /** When anything of a file last changed, which nobody can put back; 0 where that is not known. */
  changedAtMs = new Float64Array(FIRST_ROOM);
  /** Of regular files; 0 for all others. */
  sizeBytes = new Float64Array(FIRST_ROOM);
  /** Number of the file and of the device it lies on, to see that another one took its place; 0 where there are none. */
  inode = new Float64Array(FIRST_ROOM);
  onDevice = new Float64Array(FIRST_ROOM);
  /** Of folders: their place in `folders`. */
  ordinal = new Uint32Array(FIRST_ROOM);
  /** Nodes that are folders, in order of level. */
  readonly folders: number[] = [];
  /** By ordinal. */
  readonly firstChild: number[] = [];
  readonly childCount: number[] = [];
  readonly subfolderCount: number[] = [];
  readonly linkTarget = new Map<number, string>();
  readonly device = new Map<number, DeviceNumber>();
  /** Nodes that are another name of an earlier node. */
  readonly sameAs = new Map<number, number>();
  /** A folder of the root that is made for relocated ones; only trees that have such know it. */
  movedHome: number | undefined;
  /** Files of the root that are made, not read: nodes by name. */
  readonly made = new Map<string, number>();
  /** Names of a file inside the tree, for those with more than one. */
  readonly linkCount = new Map<number, number>();
  /** Bytes that files have in the image, for those that are packed there. */
  readonly packedBytes = new Map<number, number>();
  readonly #names = new ByteNames();

  add(parent: number, name: string, facts: NodeFacts): number {
    const node = this.count++;
    if (node >= this.parent.length) this.#grow();
    this.#names.push(name);
    this.parent[node] = parent;
    this.mode[node] = facts.mode;
    this.userId[node] = facts.userId;
    this.groupId[node] = facts.groupId;
    this.modifiedAtMs[node] = facts.modifiedAtMs;
    this.changedAtMs[node] = facts.changedAtMs ?? 0;
    this.sizeBytes[node] = facts.sizeBytes;
    this.inode[node] = facts.inode ?? 0;
    this.onDevice[node] = facts.onDevice ?? 0;
    if (this.isFolder(node)) this.#addFolder(node);
    return node;
  }

  /** Of regular files; 0 for all others. */
  sizeOf(node: number): number {
    return present(this.sizeBytes[node]);
  }

  /** The folder a node is in; the root is in itself. */
  parentOf(node: number): number {
    return present(this.parent[node]);
  }

  /** Of folders: their place in `folders`. */
  ordinalOf(node: number): number {
    return present(this.ordinal[node]);
  }

  folderAt(ordinal: number): number {
    return present(this.folders[ordinal]);
  }

  /** Children of a folder are this node and those behind it. */
  firstChildOf(ordinal: number): number {
    return present(this.firstChild[ordinal]);
  }

  childCountOf(ordinal: number): number {
    return present(this.childCount[ordinal]);
  }

  isFolder(node: number): boolean {
    return typeOf(present(this.mode[node])) === FOLDER;
  }

  isFile(node: number): boolean {
    return typeOf(present(this.mode[node])) === REGULAR;
  }

  isLink(node: number): boolean {
    return typeOf(present(this.mode[node])) === LINK;
  }

  /** How many bytes a file has in the image. */
  storedBytes(node: number): number {
    const packed = this.packedBytes.size === 0 ? undefined : this.packedBytes.get(node);
    return packed ?? this.sizeOf(node);
  }

  /** The name as a byte string; '' for the root. */
  nameOf(node: number): string {
    return this.#names.bytesAt(node);
  }

  nameBytes(node: number): number {
    return this.#names.lengthAt(node);
  }

  /** The name as text; what is no UTF-8 becomes U+FFFD. */
  textOf(node: number): string {
    return this.#names.textAt(node);
  }

  hasAsciiName(node: number): boolean {
    return this.#names.isAsciiAt(node);
  }

  /** Puts the name's bytes into `bytes` at `at`. */
  copyName(bytes: Uint8Array, at: number, node: number): void {
    this.#names.copyTo(bytes, at, node);
  }

  /** The same as UCS-2, most significant byte first, of a name that is ASCII. */
  copyWideName(bytes: Uint8Array, at: number, node: number): void {
    this.#names.copyWideTo(bytes, at, node);
  }

  /** Path as a byte string from the root on, `/a/b`; '/' for the root. */
  bytePathOf(node: number): string {
    if (node === 0) return '/';
    let path = '';
    for (let at = node; at !== 0; at = this.parentOf(at)) path = `/${this.nameOf(at)}${path}`;
    return path;
  }

  /** The same as text, for people. */
  pathOf(node: number): string {
    return textOfBytes(this.bytePathOf(node));
  }

  /** POSIX link count inside the image: for a folder its two and one for each folder in it. */
  linksOf(node: number): number {
    if (!this.isFolder(node)) return this.linkCount.get(this.sameAs.get(node) ?? node) ?? 1;
    return 2 + present(this.subfolderCount[this.ordinalOf(node)]);
  }

  #addFolder(node: number): void {
    this.ordinal[node] = this.folders.length;
    this.folders.push(node);
    this.firstChild.push(0);
    this.childCount.push(0);
    this.subfolderCount.push(0);
    if (node === 0) return;
    const above = this.ordinalOf(this.parentOf(node));
    this.subfolderCount[above] = present(this.subfolderCount[above]) + 1;
  }

  #grow(): void {
    const room = Math.ceil(this.parent.length * GROWTH);
    this.parent = into(new Uint32Array(room), this.parent);
    this.mode = into(new Uint16Array(room), this.mode);
    this.userId = into(new Uint32Array(room), this.userId);
    this.groupId = into(new Uint32Array(room), this.groupId);
    this.modifiedAtMs = into(new Float64Array(room), this.modifiedAtMs);
    this.changedAtMs = into(new Float64Array(room), this.changedAtMs);
    this.sizeBytes = into(new Float64Array(room), this.sizeBytes);
    this.inode = into(new Float64Array(room), this.inode);
    this.onDevice = into(new Float64Array(room), this.onDevice);
    this.ordinal = into(new Uint32Array(room), this.ordinal);
  }
}

export interface NodeFacts {
  /** Type and permissions as in `st_mode`. */
  readonly mode: number;
  readonly userId: number;
  readonly groupId: number;
  readonly modifiedAtMs: number;
  /** As `st_ctime`. */
  readonly changedAtMs?: number;
  readonly sizeBytes: number;
  /** As in `st_ino` and `st_dev`; numbers beyond 2^53 are rounded. */
  readonly inode?: number;
  readonly onDevice?: number;
}

const FIRST_ROOM = 1024;
const GROWTH = 1.5;

function into<A extends { set(from: A): void }>(larger: A, column: A): A {
  larger.set(column);
  return larger;
}
