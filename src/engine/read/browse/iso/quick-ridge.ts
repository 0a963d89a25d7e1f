import { le32 } from '../../../bytes/codec/little.ts';
import { present } from '../../../contract/failure/present.ts';
import { quickRecordTime } from './dates.ts';
import { LONG_FORM, MODIFIED, NAME_CURRENT, NAME_PARENT, shortTimeAt } from './rock-ridge.ts';

const HEAD_BYTES = 4;
const ATTRIBUTES_BYTES = 32;
const SHORT_DATE_BYTES = 7;

/** Two letters as one number. */
const signature = (letters: string): number => (letters.charCodeAt(0) << 8) | letters.charCodeAt(1);
const NM = signature('NM');
const PX = signature('PX');
const TF = signature('TF');
const ST = signature('ST');
/** What leads elsewhere, or makes more than a file or folder of an entry. */
const UNUSUAL: ReadonlySet<number> = new Set(['CE', 'SL', 'PN', 'ZF', 'Z2', 'CL', 'AL', 'RE'].map(signature));

/**
 * The quick twin of `fieldsOf` and `factsOf` for what nearly every record has: a name, attributes and short times. It keeps what
 * it read last, so that nothing has to be made for each of a million records.
 */
export class QuickRidge {
  name: string | undefined;
  mode: number | undefined;
  userId: number | undefined;
  groupId: number | undefined;
  modifiedAtMs: number | undefined;

  /** False when the area holds anything else that says something of the entry. SUSP §4, RRIP §4.1. */
  read(bytes: Buffer, startAt: number, endAt: number): boolean {
    this.name = this.mode = this.userId = this.groupId = this.modifiedAtMs = undefined;
    for (let at = startAt; at + HEAD_BYTES <= endAt; ) {
      const lengthBytes = present(bytes[at + 2]);
      if (lengthBytes < HEAD_BYTES || at + lengthBytes > endAt) break;
      const kind = (present(bytes[at]) << 8) | present(bytes[at + 1]);
      if (kind === ST) break;
      if (!this.#take(kind, bytes, at + HEAD_BYTES, at + lengthBytes)) return false;
      at += lengthBytes;
    }
    return true;
  }

  #take(kind: number, bytes: Buffer, at: number, endAt: number): boolean {
    if (kind === NM) return this.#takeName(bytes, at, endAt);
    if (kind === TF) return this.#takeTimes(bytes, at, endAt);
    if (kind === PX) this.#takeAttributes(bytes, at, endAt);
    return !UNUSUAL.has(kind);
  }

  /** RRIP §4.1.4; a name of several parts goes the usual way. */
  #takeName(bytes: Buffer, at: number, endAt: number): boolean {
    const flags = at < endAt ? present(bytes[at]) : 0;
    if (flags & (NAME_CURRENT | NAME_PARENT)) return true;
    if (this.name !== undefined) return false;
    this.name = at < endAt ? bytes.toString('latin1', at + 1, endAt) : '';
    return true;
  }

  /** RRIP §4.1.1. */
  #takeAttributes(bytes: Buffer, at: number, endAt: number): void {
    if (endAt - at < ATTRIBUTES_BYTES) return;
    this.mode = le32(bytes, at) & 0xffff;
    this.userId = le32(bytes, at + 16);
    this.groupId = le32(bytes, at + 24);
  }

  /** RRIP §4.1.6; the long form goes the usual way. */
  #takeTimes(bytes: Buffer, at: number, endAt: number): boolean {
    const flags = at < endAt ? present(bytes[at]) : 0;
    if (!(flags & MODIFIED)) return true;
    if (flags & LONG_FORM) return false;
    const timeAt = at + shortTimeAt(flags);
    if (timeAt + SHORT_DATE_BYTES <= endAt) this.modifiedAtMs = quickRecordTime(bytes, timeAt);
    return true;
  }
}
