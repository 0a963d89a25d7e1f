import { readCatalogue } from '../../bytes/formats/eltorito/read-catalogue.ts';
import { SECTOR_BYTES } from '../../bytes/formats/iso9660/sector.ts';
import { bytesOf, type ReadAt } from '../../bytes/ranges/bytes-of.ts';
import { Failure } from '../../contract/failure/failure.ts';
import type { Readable } from '../../contract/ports/image.ts';
import { findVolumes } from '../../read/inspect/volumes.ts';

/** Tables, descriptors, the boot catalogue and small volumes lie in so much of the beginning. */
const BEGINNING_BYTES = 4 << 20;
/** Of each boot image: loaders are smaller, and the folders of a FAT volume lie at its beginning. */
const WINDOW_BYTES = 1 << 20;
const MOST_WINDOWS = 8;

interface Piece {
  readonly atByte: number;
  readonly parts: Uint8Array[];
  lengthBytes: number;
  readonly mostBytes: number;
}

/** Of bytes that pass once, in order, what firmware would look at: the beginning, and the images that the boot catalogue in it names. */
export class KeptPieces {
  readonly #pieces: Piece[] = [{ atByte: 0, parts: [], lengthBytes: 0, mostBytes: BEGINNING_BYTES }];
  #passedBytes = 0;
  #isPlanned = false;

  /** @returns true once everything that is wanted has passed */
  async take(bytes: Uint8Array, isOver: boolean): Promise<boolean> {
    for (const piece of this.#pieces) this.#keep(piece, bytes);
    this.#passedBytes += bytes.length;
    if (!this.#isPlanned && this.#passedBytes >= BEGINNING_BYTES) {
      this.#isPlanned = true;
      await this.#planWindows(bytes);
    }
    return isOver || (this.#isPlanned && this.#pieces.every((piece) => endOf(piece) <= this.#passedBytes));
  }

  /** What was kept, as an image: the rest of it cannot be read. `sizeBytes`: of everything, when that is known. */
  image<S extends number | undefined>(sizeBytes: S): Readable<S> {
    return {
      sizeBytes,
      reachBytes: this.#passedBytes,
      read: async (atByte, into) => {
        const piece = this.#pieces.find(
          (one) => atByte >= one.atByte && atByte + into.length <= one.atByte + one.lengthBytes,
        );
        if (!piece) throw new Failure('source-unreadable', { path: '', errno: 'EIO', atByte });
        copyFrom(piece, atByte - piece.atByte, into);
      },
    };
  }

  #keep(piece: Piece, bytes: Uint8Array): void {
    const from = Math.max(0, piece.atByte + piece.lengthBytes - this.#passedBytes);
    const part = bytes.slice(from, from + piece.mostBytes - piece.lengthBytes);
    if (part.length === 0) return;
    piece.parts.push(part);
    piece.lengthBytes += part.length;
  }

  /** What passed last may hold the beginning of what is wanted now. */
  async #planWindows(last: Uint8Array): Promise<void> {
    const places = await bootPlaces(bytesOf(this.image(this.#passedBytes))).catch(() => []);
    const lastAt = this.#passedBytes - last.length;
    for (const atByte of places.slice(0, MOST_WINDOWS)) {
      if (atByte + WINDOW_BYTES <= BEGINNING_BYTES || atByte < lastAt) continue;
      const window: Piece = { atByte, parts: [], lengthBytes: 0, mostBytes: WINDOW_BYTES };
      this.#pieces.push(window);
      this.#passedBytes = lastAt;
      this.#keep(window, last);
      this.#passedBytes += last.length;
    }
  }
}

function endOf({ atByte, mostBytes }: Piece): number {
  return atByte + mostBytes;
}

function copyFrom({ parts }: Piece, from: number, into: Uint8Array): void {
  let at = 0;
  for (const part of parts) {
    const start = Math.max(from, at);
    const end = Math.min(from + into.length, at + part.length);
    if (start < end) into.set(part.subarray(start - at, end - at), start - from);
    at += part.length;
  }
}

async function bootPlaces(bytes: ReadAt): Promise<number[]> {
  const { catalogueLba } = await findVolumes(bytes);
  if (catalogueLba === undefined) return [];
  const sector = await bytes(catalogueLba * SECTOR_BYTES, SECTOR_BYTES);
  if (sector.length < SECTOR_BYTES) return [];
  return [...new Set(readCatalogue(sector).entries.map(({ imageLba }) => imageLba * SECTOR_BYTES))];
}
