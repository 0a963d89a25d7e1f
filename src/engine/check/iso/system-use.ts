import type { RuleFacts } from '../../contract/events/deviation.ts';
import { be32, le32, text } from '../bytes.ts';
import type { ImageView } from '../image-view.ts';
import { checkPackedFile, type PackedField } from './packed-file.ts';
import type { ParsedRecord } from './record.ts';
import { checkRockRidgeField } from './rock-ridge.ts';
import type { Volume } from './volume-facts.ts';

/** Linux follows so many continuations of one record. */
const MOST_CONTINUATIONS = 32;
/** What CD-ROM XA puts in front: owner, attributes, `XA`, and the number of the file. */
const XA_BYTES = 14;

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
  #isRelocated = false;

  constructor(view: ImageView, volume: Volume) {
    this.#view = view;
    this.#volume = volume;
  }

  /** True for a record that stands for a directory which lies elsewhere. RRIP §4.1.5.1. */
  async check(record: ParsedRecord, isRoot: boolean): Promise<boolean> {
    const { systemUse, atByte } = record;
    const at = atByte + record.lengthBytes - systemUse.length;
    const skip = isRoot ? this.#startsHere(systemUse, at) : this.#skipBytes;
    if (skip === undefined) return false;
    this.#packed = undefined;
    this.#isRelocated = false;
    let next = this.#fieldsOf(systemUse.subarray(skip), at + skip, isRoot);
    for (let count = 0; next; count++) {
      if (count === MOST_CONTINUATIONS) {
        this.#view.report('susp.ce.loop', atByte);
        return this.#isRelocated;
      }
      next = await this.#continued(next, isRoot);
    }
    if (this.#packed) await checkPackedFile(this.#view, this.#volume, record, this.#packed);
    return this.#isRelocated;
  }

  /** Once all records were seen. */
  finish(): void {
    if (this.#skipBytes === undefined || this.#extensions === 1) return;
    this.#view.report('susp.er', this.#volume.atByte, { number: this.#extensions }, { number: 1 });
  }

  /** SP is 7 bytes, with BE EF and how much to skip elsewhere; where it stands. SUSP §5.3. */
  #startsHere(systemUse: Uint8Array, at: number): number | undefined {
    const start = text(systemUse, 6, 2) === 'XA' ? XA_BYTES : 0;
    const sp = systemUse.subarray(start, start + 7);
    if (text(sp, 0, 2) !== 'SP') return undefined;
    const isRight = sp[2] === 7 && sp[3] === 1 && sp[4] === 0xbe && sp[5] === 0xef;
    if (!isRight) this.#view.report('susp.sp', at + start);
    this.#skipBytes = sp[6] ?? 0;
    return start;
  }

  /** All fields of an area; returns where they go on. */
  #fieldsOf(area: Uint8Array, areaAt: number, isRoot: boolean): Continuation | undefined {
    let next: Continuation | undefined;
    for (let at = 0; at + 4 <= area.length && area[at] !== 0; ) {
      const signature = text(area, at, 2);
      const length = area[at + 2] ?? 0;
      if (length < 4 || at + length > area.length || area[at + 3] === 0) {
        this.#view.report('susp.field', areaAt + at, { field: signature, bytes: length });
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
    if (signature === 'CL') this.#isRelocated = true;
    if (signature === 'ER') this.#extensions++;
    if (signature === 'ER' && !isRoot) this.#view.report('susp.er', at);
    if (signature === 'SP' && !isRoot) this.#view.report('susp.sp', at);
    if (signature === 'ZF' && field.length === 16) this.#packed = { field, atByte: at };
    checkRockRidgeField(this.#view, signature, field, at);
  }

  /** Three numbers in both orders: block, place in it, length. SUSP §5.1. */
  #continuation(field: Uint8Array, at: number): Continuation | undefined {
    const wrong = (found: RuleFacts) => this.#view.report('susp.ce', at, found);
    if (field.length < 28) {
      wrong({ bytes: field.length });
      return undefined;
    }
    for (const place of [4, 12, 20])
      if (le32(field, place) !== be32(field, place + 4))
        this.#view.report('rr.both-endian', at + place, { field: 'CE' });
    const next = { lba: le32(field, 4), atByte: le32(field, 12), lengthBytes: le32(field, 20) };
    if (next.atByte + next.lengthBytes > this.#volume.blockBytes)
      wrong({ sector: next.lba, bytes: next.atByte + next.lengthBytes });
    else if ((next.lba + 1) * this.#volume.blockBytes > this.#volume.sizeBytes) wrong({ sector: next.lba });
    else return next;
    return undefined;
  }

  async #continued(
    { lba, atByte, lengthBytes }: Continuation,
    isRoot: boolean,
  ): Promise<Continuation | undefined> {
    const at = lba * this.#volume.blockBytes + atByte;
    const bytes = await this.#view.bytes(at, lengthBytes);
    return bytes && this.#fieldsOf(bytes, at, isRoot);
  }
}
