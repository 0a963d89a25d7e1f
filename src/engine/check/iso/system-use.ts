import { be32, le32, SECTOR, text } from '../bytes.ts';
import type { ImageView } from '../image-view.ts';
import { checkPackedFile, type PackedField } from './packed-file.ts';
import type { ParsedRecord } from './record.ts';
import { checkRockRidgeField } from './rock-ridge.ts';
import type { Volume } from './volume.ts';

/** Linux follows so many continuations of one record. */
const MOST_CONTINUATIONS = 32;

interface Continuation {
  readonly lba: number;
  readonly atByte: number;
  readonly lengthBytes: number;
}

/** System use fields of the records of one volume. SUSP 1.12. */
export class SystemUse {
  readonly #view: ImageView;
  readonly #volume: Volume;
  /** Bytes before the fields in every record but the root's; undefined: this volume has no such fields. */
  #skipBytes: number | undefined;
  #extensions = 0;
  /** ZF of the record that is looked at. */
  #packed: PackedField | undefined;

  constructor(view: ImageView, volume: Volume) {
    this.#view = view;
    this.#volume = volume;
  }

  async check(record: ParsedRecord, isRoot: boolean): Promise<void> {
    const { systemUse, atByte } = record;
    const at = atByte + record.lengthBytes - systemUse.length;
    if (isRoot && !this.#startsHere(systemUse, at)) return;
    if (this.#skipBytes === undefined) return;
    const skip = isRoot ? 0 : this.#skipBytes;
    this.#packed = undefined;
    let next = this.#fieldsOf(systemUse.subarray(skip), at + skip, isRoot);
    for (let count = 0; next; count++) {
      if (count === MOST_CONTINUATIONS) {
        this.#view.report('susp.ce.loop', atByte, `more than ${MOST_CONTINUATIONS}`);
        return;
      }
      next = await this.#continued(next, isRoot);
    }
    if (this.#packed) await checkPackedFile(this.#view, record, this.#packed);
  }

  /** Once all records were seen. */
  finish(): void {
    if (this.#skipBytes === undefined || this.#extensions === 1) return;
    this.#view.report('susp.er', this.#volume.atByte, `${this.#extensions} times`);
  }

  /** SP is 7 bytes, with BE EF and how much to skip elsewhere. SUSP §5.3. */
  #startsHere(systemUse: Uint8Array, at: number): boolean {
    if (text(systemUse, 0, 2) !== 'SP') return false;
    const isRight =
      systemUse[2] === 7 && systemUse[3] === 1 && systemUse[4] === 0xbe && systemUse[5] === 0xef;
    if (!isRight) this.#view.report('susp.sp', at, 'other check bytes');
    this.#skipBytes = systemUse[6] ?? 0;
    return true;
  }

  /** All fields of an area; returns where they go on. */
  #fieldsOf(area: Uint8Array, areaAt: number, isRoot: boolean): Continuation | undefined {
    let next: Continuation | undefined;
    for (let at = 0; at + 4 <= area.length && area[at] !== 0; ) {
      const signature = text(area, at, 2);
      const length = area[at + 2]!;
      if (length < 4 || at + length > area.length || area[at + 3] === 0) {
        this.#view.report('susp.field', areaAt + at, `${JSON.stringify(signature)} of ${length} bytes`);
        return next;
      }
      const field = area.subarray(at, at + length);
      if (signature === 'ST') return next;
      if (signature === 'CE') next = this.#continuation(field, areaAt + at);
      else this.#note(signature, field, areaAt + at, isRoot);
      at += length;
    }
    return next;
  }

  #note(signature: string, field: Uint8Array, at: number, isRoot: boolean): void {
    if (signature === 'ER') this.#extensions++;
    if (signature === 'ER' && !isRoot) this.#view.report('susp.er', at, 'not in the root');
    if (signature === 'SP' && !isRoot) this.#view.report('susp.sp', at, 'not in the root');
    if (signature === 'ZF' && field.length === 16) this.#packed = { field, atByte: at };
    checkRockRidgeField(this.#view, signature, field, at);
  }

  /** Three numbers in both orders: block, place in it, length. SUSP §5.1. */
  #continuation(field: Uint8Array, at: number): Continuation | undefined {
    const wrong = (detail: string) => this.#view.report('susp.ce', at, detail);
    if (field.length < 28) {
      wrong(`${field.length} bytes`);
      return undefined;
    }
    for (const place of [4, 12, 20])
      if (le32(field, place) !== be32(field, place + 4))
        this.#view.report('rr.both-endian', at + place, 'CE');
    const next = { lba: le32(field, 4), atByte: le32(field, 12), lengthBytes: le32(field, 20) };
    if (next.atByte + next.lengthBytes > SECTOR) wrong(`byte ${next.atByte}, ${next.lengthBytes} bytes`);
    else if ((next.lba + 1) * SECTOR > this.#volume.sizeBytes) wrong(`sector ${next.lba}`);
    else return next;
    return undefined;
  }

  async #continued(
    { lba, atByte, lengthBytes }: Continuation,
    isRoot: boolean,
  ): Promise<Continuation | undefined> {
    const bytes = await this.#view.bytes(lba * SECTOR + atByte, lengthBytes);
    return bytes && this.#fieldsOf(bytes, lba * SECTOR + atByte, isRoot);
  }
}
