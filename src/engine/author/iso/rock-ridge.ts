import type { RecordDate } from '../../bytes/formats/iso9660/dates.ts';
import { deviceHalves } from '../../bytes/formats/rockridge/device-number.ts';
import { rockRidgeReference } from '../../bytes/formats/rockridge/extension.ts';
import {
  alternateName,
  childLink,
  deviceNumber,
  type PosixAttributes,
  packedFile,
  parentLink,
  posixAttributes,
  relocated,
  sharingProtocol,
  timeStamps,
} from '../../bytes/formats/rockridge/fields.ts';
import {
  MAX_ROCK_RIDGE_NAME_BYTES,
  nameFields,
  RockRidgeNames,
} from '../../bytes/formats/rockridge/names.ts';
import { writeAttributes, writeNameHead } from '../../bytes/formats/rockridge/quick-fields.ts';
import { linkFields } from '../../bytes/formats/rockridge/symbolic-link.ts';
import { zisofsHeader } from '../../bytes/formats/zisofs/header.ts';
import { present } from '../../contract/failure/present.ts';
import { BLOCK_LOG2 } from '../content/packed-files.ts';
import { allShown, type HiddenNodes } from '../tree/hidden.ts';
import type { Tree } from '../tree/tree.ts';

/** Which record of a node: in its parent, its own ("."), the ".." of a child, or "." of the root. */
export type Role = 'child' | 'self' | 'parent' | 'root' | 'placeholder' | 'moved' | 'moved-parent';

/** True for records with an identifier of their own. */
export function isNamed(role: Role): boolean {
  return role === 'child' || role === 'placeholder' || role === 'moved';
}

/** True for "..". */
export function isParent(role: Role): boolean {
  return role === 'parent' || role === 'moved-parent';
}

/** Where a folder is that a record of a relocated one leads to. */
interface FolderPlace {
  readonly node: number;
  readonly lba: number;
}

/** The Rock Ridge part of directory records. */
export class RockRidge {
  readonly #tree: Tree;
  readonly #hidden: HiddenNodes;
  readonly #dateOf: (node: number) => RecordDate;
  /** Names that are longer than readers can take, and what they become (byte strings). */
  readonly shortened: ReadonlyMap<number, string>;

  constructor(tree: Tree, dateOf: (node: number) => RecordDate, hidden: HiddenNodes = allShown(tree)) {
    this.#tree = tree;
    this.#hidden = hidden;
    this.#dateOf = dateOf;
    this.shortened = shortenedNames(tree);
  }

  /** Size of all fields together when that is quick to say: neither a link, a device nor the root. */
  plainBytes(node: number, role: Role): number | undefined {
    if (role === 'root' || this.shortened.has(node)) return undefined;
    const attributes = posixAttributes.sizeBytes + timeStamps.sizeBytes;
    if (role === 'self' || role === 'parent') return attributes;
    if (role !== 'child') return undefined;
    const { linkTarget, device, packedBytes } = this.#tree;
    if (linkTarget.has(node) || device.has(node) || packedBytes.has(node)) return undefined;
    return attributes + alternateName.sizeBytes + this.#tree.nameBytes(node);
  }

  /** Writes all fields of a record whose `plainBytes` are known. */
  writePlain(bytes: Uint8Array, at: number, node: number, role: Role): void {
    const nameAt = at + writeAttributes(bytes, at, this.#posixOf(node), this.#dateOf(node));
    if (role !== 'child') return;
    const headBytes = writeNameHead(bytes, nameAt, this.#tree.nameBytes(node));
    this.#tree.copyName(bytes, nameAt + headBytes, node);
  }

  /** All fields of a record in order. */
  fields(node: number, role: Role, place: FolderPlace = { node, lba: 0 }): Uint8Array[] {
    if (role === 'moved-parent')
      return [this.#posix(place.node), this.#times(place.node), parentLink.encode({ lba: place.lba })];
    const attributes = [this.#posix(node), this.#times(node)];
    if (role === 'root')
      return [sharingProtocol.encode({ skippedBytes: 0 }), ...attributes, rockRidgeReference()];
    if (role === 'self' || role === 'parent') return attributes;
    const name = this.shortened.get(node) ?? this.#tree.nameOf(node);
    if (role === 'placeholder')
      return [...attributes, ...nameFields(name), childLink.encode({ lba: place.lba })];
    if (role === 'moved') return [...attributes, ...nameFields(name), relocated.encode({})];
    const special = [...this.#device(node), ...this.#link(node), ...this.#packed(node)];
    return [...attributes, ...nameFields(name), ...special];
  }

  #posix(node: number): Uint8Array {
    return posixAttributes.encode(this.#posixOf(node));
  }

  #posixOf(node: number): PosixAttributes {
    return {
      mode: present(this.#tree.mode[node]),
      links: this.#hidden.linksOf(node),
      userId: present(this.#tree.userId[node]),
      groupId: present(this.#tree.groupId[node]),
      // From 1: 0 means "no serial number" to some.
      serial: (this.#tree.sameAs.get(node) ?? node) + 1,
    };
  }

  #times(node: number): Uint8Array {
    return timeStamps.encode({ modifiedAt: this.#dateOf(node) });
  }

  #device(node: number): Uint8Array[] {
    const device = this.#tree.device.get(node);
    return device ? [deviceNumber.encode(deviceHalves(device.major, device.minor))] : [];
  }

  #packed(node: number): Uint8Array[] {
    if (!this.#tree.packedBytes.has(node)) return [];
    const sizeBytes = this.#tree.sizeOf(node);
    return [packedFile.encode({ headerWords: zisofsHeader.sizeBytes / 4, blockLog2: BLOCK_LOG2, sizeBytes })];
  }

  #link(node: number): Uint8Array[] {
    const target = this.#tree.linkTarget.get(node);
    return target === undefined ? [] : linkFields(target);
  }
}

function shortenedNames(tree: Tree): Map<number, string> {
  const shortened = new Map<number, string>();
  for (let ordinal = 0; ordinal < tree.folders.length; ordinal++) {
    const first = tree.firstChildOf(ordinal);
    const end = first + tree.childCountOf(ordinal);
    const isLong = (node: number) => tree.nameBytes(node) > MAX_ROCK_RIDGE_NAME_BYTES;
    const long: number[] = [];
    for (let node = first; node < end; node++) if (isLong(node)) long.push(node);
    if (long.length === 0) continue;
    const names = new RockRidgeNames();
    for (let node = first; node < end; node++) if (!isLong(node)) names.take(tree.nameOf(node));
    for (const node of long) shortened.set(node, names.take(tree.nameOf(node)));
  }
  return shortened;
}
