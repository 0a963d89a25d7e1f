import {
  USUAL_CHUNK_BYTES,
  type WimHeader,
  type WimPacking,
  wimPacking,
} from '../../../bytes/formats/wim/header.ts';
import {
  isSoundResource,
  RESOURCE_IS_PACKED,
  RESOURCE_IS_SOLID,
  RESOURCE_IS_SPANNED,
  type WimResource,
} from '../../../bytes/formats/wim/resource.ts';
import { unpackLzx } from '../../../bytes/formats/windows/lzx.ts';
import { unpackXpressHuffman } from '../../../bytes/formats/windows/xpress-huffman.ts';
import { volumeUnsupported } from '../../../contract/failure/source-failures.ts';
import type { Readable } from '../../../contract/ports/image.ts';
import { type ChunkedBytes, ChunkedContent } from '../chunked-content.ts';
import { StoredContent } from '../content.ts';
import { type Damaged, damageOf } from '../iso/damage.ts';
import type { Content } from '../volume.ts';

/** What a WIM is read from: its resources, unpacked. */
export class WimMedium {
  readonly path: string;
  readonly damaged: Damaged;
  readonly #image: Readable;
  readonly #chunkBytes: number;
  readonly #packing: WimPacking;

  constructor(image: Readable, path: string, header: WimHeader) {
    this.path = path;
    this.damaged = damageOf(path);
    this.#image = image;
    this.#chunkBytes = header.chunkBytes || USUAL_CHUNK_BYTES;
    this.#packing = wimPacking(header);
  }

  /** @throws Failure `source-damaged`, `file-system-unsupported`; when read `source-truncated`, `source-unreadable` */
  open(resource: WimResource): Content {
    const { flags, atByte, storedBytes, sizeBytes } = resource;
    if (flags & (RESOURCE_IS_SPANNED | RESOURCE_IS_SOLID))
      throw volumeUnsupported(this.path, { reason: 'wim-solid' });
    const isPacked = (flags & RESOURCE_IS_PACKED) !== 0;
    const unpack = unpackers[this.#packing];
    const isWrong = isPacked ? unpack === undefined : storedBytes !== sizeBytes;
    if (isWrong || !isSoundResource(resource)) throw this.damaged('wim-resource', atByte);
    const stored = new StoredContent(
      { path: this.path, sizeBytes: this.#image.sizeBytes, read: (at, into) => this.#image.read(at, into) },
      [{ atByte, lengthBytes: storedBytes }],
    );
    if (!isPacked || !unpack) return stored;
    const chunkBytes = this.#chunkBytes;
    const damaged = () => this.damaged('packed-block', atByte);
    return new ChunkedContent({ stored, sizeBytes, chunkBytes, damaged, unpack: unpack(chunkBytes) });
  }

  /** All of a resource of at most so many bytes. @throws Failure as `open` */
  async whole(resource: WimResource, mostBytes: number): Promise<Uint8Array> {
    // What is packed best comes to a thousandth.
    const isLikely =
      resource.sizeBytes <= mostBytes && resource.sizeBytes <= MOST_RATIO * resource.storedBytes;
    if (!isLikely) throw this.damaged('wim-resource', resource.atByte);
    const content = this.open(resource);
    const bytes = new Uint8Array(content.sizeBytes);
    await content.read(0, bytes);
    return bytes;
  }
}

const MOST_RATIO = 20_000;

const unpackers: Readonly<Record<WimPacking, ((chunkBytes: number) => ChunkedBytes['unpack']) | undefined>> =
  {
    none: undefined,
    other: undefined,
    xpress: () => unpackXpressHuffman,
    lzx: (chunkBytes) => (packed, out) => unpackLzx(packed, out, chunkBytes),
  };
