import { createHash } from 'node:crypto';
import { SECTOR_BYTES } from '../../bytes/formats/iso9660/sector.ts';
import {
  ISOMD5_AT_BYTE,
  ISOMD5_BYTES,
  ISOMD5_FRAGMENTS,
  ISOMD5_SKIP_SECTORS,
  writeIsoMd5,
} from '../../bytes/formats/isomd5/field.ts';
import { fragmentAt, fragmentDigits, ISOMD5_STEP_BYTES } from '../../bytes/formats/isomd5/fragments.ts';
import type { Readable } from '../../contract/ports/image.ts';

/** Bytes read at once while the checksum is made: whole steps. */
const WINDOW_BYTES = 64 * ISOMD5_STEP_BYTES;

/**
 * The bytes of the checksum field of an image whose field is still blank. The whole image is read once, when the field is
 * first asked for: it is the last thing that is made, and stands near the front.
 */
export class ImplantedChecksum {
  readonly #image: Readable;
  #field: Promise<Uint8Array> | undefined;
  #isBlank = false;

  constructor(image: Readable) {
    this.#image = image;
  }

  /** Puts the part of the field that lies in a range that was read into it. */
  async overlay(atByte: number, into: Uint8Array): Promise<void> {
    const from = Math.max(atByte, ISOMD5_AT_BYTE);
    const to = Math.min(atByte + into.length, ISOMD5_AT_BYTE + ISOMD5_BYTES);
    if (from >= to || this.#isBlank) return;
    this.#field ??= this.#make();
    const field = await this.#field;
    into.set(field.subarray(from - ISOMD5_AT_BYTE, to - ISOMD5_AT_BYTE), from - atByte);
  }

  /** The field stays as it is. */
  leaveBlank(): void {
    this.#isBlank = true;
  }

  /** How many bytes are read for it. */
  get totalBytes(): number {
    return this.#image.sizeBytes - ISOMD5_SKIP_SECTORS * SECTOR_BYTES;
  }

  /** Makes it now; `onRead` is told how many bytes were read since it was told last. */
  async make(onRead: (bytes: number) => void): Promise<void> {
    this.#field ??= this.#make(onRead);
    await this.#field;
  }

  async #make(onRead: (bytes: number) => void = () => {}): Promise<Uint8Array> {
    const { totalBytes } = this;
    const hash = createHash('md5');
    let fragment = 0;
    let fragmentSums = '';
    const window = new Uint8Array(WINDOW_BYTES);
    for (let at = 0; at < totalBytes; at += WINDOW_BYTES) {
      const part = window.subarray(0, Math.min(WINDOW_BYTES, totalBytes - at));
      await this.#image.read(at, part);
      onRead(part.length);
      for (let step = 0; step < part.length; step += ISOMD5_STEP_BYTES) {
        hash.update(part.subarray(step, step + ISOMD5_STEP_BYTES));
        const now = fragmentAt(at + step, totalBytes);
        // The rest of the division is in no fragment that counts.
        if (now !== fragment && now <= ISOMD5_FRAGMENTS) fragmentSums += fragmentDigits(hash.copy().digest());
        fragment = now;
      }
    }
    const sum = hash.digest('hex');
    return writeIsoMd5({ sum, skipSectors: ISOMD5_SKIP_SECTORS, fragmentSums, fragments: ISOMD5_FRAGMENTS });
  }
}
