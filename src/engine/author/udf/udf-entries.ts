import {
  BLOCK_DEVICE,
  CHARACTER_DEVICE,
  FOLDER,
  LINK,
  REGULAR,
  typeOf,
} from '../../bytes/formats/posix/file-mode.ts';
import { contentBlocks, writeEntryRuns } from '../../bytes/formats/udf/allocation.ts';
import { DEVICE_ATTRIBUTE_BYTES, writeDevice } from '../../bytes/formats/udf/device.ts';
import { IMPLEMENTATION } from '../../bytes/formats/udf/entity-id.ts';
import {
  FIRST_UNIQUE_ID,
  type FileEntry,
  fileEntry,
  MAX_LINKS,
  permissionsOf,
} from '../../bytes/formats/udf/file-entry.ts';
import { fileTypes, icbFlags, STRATEGY_DIRECT } from '../../bytes/formats/udf/icb-tag.ts';
import { NOWHERE } from '../../bytes/formats/udf/places.ts';
import { sealTag, tagIds, writeUntagged } from '../../bytes/formats/udf/tag.ts';
import { type Timestamp, timestampOf } from '../../bytes/formats/udf/timestamp.ts';
import { present } from '../../contract/failure/present.ts';
import type { UdfDirectories, UdfPlaces } from './udf-directories.ts';
import type { UdfExtras } from './udf-extras.ts';
import { linkContentOf, type UdfTree } from './udf-tree.ts';

export interface EntryContext {
  readonly udf: UdfTree;
  readonly directories: UdfDirectories;
  readonly extras: UdfExtras;
  /** By node: first sector of its content from the start of the files. */
  readonly dataSector: Uint32Array;
  readonly secondsOf: (node: number) => number;
}

const FIFO = 0o010000;

/** The file entries of the UDF tree: a block each. ECMA-167 4/14.9. */
export class UdfEntries {
  readonly #context: EntryContext;
  #lastSeconds = Number.NaN;
  #lastTime: Timestamp = timestampOf(0);

  constructor(context: EntryContext) {
    this.#context = context;
  }

  /** Writes entry `index` into a block of zeros. */
  write(bytes: Uint8Array, at: number, index: number, places: UdfPlaces): void {
    const { udf } = this.#context;
    const node = present(udf.nodes[index]);
    const location = places.entriesBlock + index;
    const roomAt = at + fileEntry.sizeBytes;
    const attributeBytes = this.#writeAttributes(bytes, roomAt, node, location);
    const content = this.#writeContent(bytes, roomAt + attributeBytes, node, places);
    writeUntagged(fileEntry, bytes, at, {
      ...this.#facts(node, index, content),
      extendedAttributeBytes: attributeBytes,
    });
    const lengthBytes = fileEntry.sizeBytes + attributeBytes + content.allocationBytes;
    sealTag(bytes, at, { identifier: tagIds.fileEntry, location, lengthBytes });
  }

  #writeAttributes(bytes: Uint8Array, at: number, node: number, location: number): number {
    const device = this.#context.udf.tree.device.get(node);
    if (!device) return 0;
    writeDevice(bytes, at, device, location);
    return DEVICE_ATTRIBUTE_BYTES;
  }

  /** Folders and files have runs, the target of a link stands in the entry itself. */
  #writeContent(bytes: Uint8Array, at: number, node: number, places: UdfPlaces): ContentFacts {
    const { udf, directories, extras, dataSector } = this.#context;
    const { tree } = udf;
    if (tree.isLink(node)) {
      const target = present(linkContentOf(tree, node));
      bytes.set(target, at);
      return {
        sizeBytes: target.length,
        blocks: 0,
        allocationBytes: target.length,
        allocation: icbFlags.embedded,
      };
    }
    const isFolder = tree.isFolder(node);
    const sizeBytes = isFolder ? present(directories.lengthBytes[tree.ordinalOf(node)]) : tree.sizeOf(node);
    const firstBlock = isFolder
      ? places.directoriesBlock + present(directories.firstBlock[tree.ordinalOf(node)])
      : places.filesBlock + present(dataSector[node]);
    const extraBlock = places.extraBlock + extras.firstOf(node);
    const allocationBytes = writeEntryRuns(bytes, at, { firstBlock, sizeBytes, extraBlock });
    return { sizeBytes, blocks: contentBlocks(sizeBytes), allocationBytes, allocation: icbFlags.shortAds };
  }

  #facts(
    node: number,
    index: number,
    content: ContentFacts,
  ): Omit<FileEntry, 'tag' | 'extendedAttributeBytes'> {
    const { tree } = this.#context.udf;
    const time = this.#timeOf(node);
    return {
      icbTag: icbTagOf(present(tree.mode[node]), content.allocation),
      userId: present(tree.userId[node]),
      groupId: present(tree.groupId[node]),
      permissions: permissionsOf(present(tree.mode[node])),
      links: Math.min(this.#links(node), MAX_LINKS),
      recordFormat: 0,
      recordDisplayAttributes: 0,
      recordBytes: 0,
      lengthBytes: content.sizeBytes,
      recordedBlocks: content.blocks,
      accessedAt: time,
      modifiedAt: time,
      attributesAt: time,
      checkpoint: 1,
      extendedAttributeIcb: NOWHERE,
      implementationId: IMPLEMENTATION,
      uniqueId: index === 0 ? 0 : FIRST_UNIQUE_ID + index,
      allocationBytes: content.allocationBytes,
    };
  }

  /** How many identifiers lead here: a folder has its own and the parent's of every folder in it. ECMA-167 4/14.9.6. */
  #links(node: number): number {
    const { tree, hidden } = this.#context.udf;
    return tree.isFolder(node) ? hidden.linksOf(node) - 1 : hidden.linksOf(node);
  }

  #timeOf(node: number): Timestamp {
    const seconds = this.#context.secondsOf(node);
    if (seconds !== this.#lastSeconds) this.#lastTime = timestampOf(seconds);
    this.#lastSeconds = seconds;
    return this.#lastTime;
  }
}

interface ContentFacts {
  readonly sizeBytes: number;
  readonly blocks: number;
  readonly allocationBytes: number;
  readonly allocation: number;
}

function icbTagOf(mode: number, allocation: number): FileEntry['icbTag'] {
  const { setUserId, setGroupId, sticky } = icbFlags;
  const special =
    (mode & 0o4000 ? setUserId : 0) | (mode & 0o2000 ? setGroupId : 0) | (mode & 0o1000 ? sticky : 0);
  return {
    priorDirectEntries: 0,
    strategy: STRATEGY_DIRECT,
    strategyParameter: 0,
    maximumEntries: 1,
    fileType: fileTypeOf(mode),
    parentBlock: 0,
    parentPartition: 0,
    flags: allocation | special,
  };
}

function fileTypeOf(mode: number): number {
  switch (typeOf(mode)) {
    case FOLDER:
      return fileTypes.directory;
    case REGULAR:
      return fileTypes.file;
    case LINK:
      return fileTypes.link;
    case BLOCK_DEVICE:
      return fileTypes.block;
    case CHARACTER_DEVICE:
      return fileTypes.character;
    default:
      return typeOf(mode) === FIFO ? fileTypes.fifo : fileTypes.socket;
  }
}
