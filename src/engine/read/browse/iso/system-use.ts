import { le32 } from '../../../bytes/codec/little.ts';
import { SECTOR_BYTES } from '../../../bytes/formats/iso9660/sector.ts';
import type { ReadAt } from '../../../bytes/ranges/bytes-of.ts';
import { present } from '../../../contract/failure/present.ts';
import type { Damaged } from './damage.ts';

/** A system use field: two letters, and the bytes behind its version. SUSP §4. */
export interface SystemUseField {
  readonly signature: string;
  readonly payload: Uint8Array;
}

const HEAD_BYTES = 4;
/** The longest name and link target need four. */
const MOST_CONTINUATIONS = 64;

interface Area {
  readonly lba: number;
  readonly atByte: number;
  readonly lengthBytes: number;
}

/**
 * The fields of a record, those of its continuation areas too, in order.
 *
 * @throws Failure `source-damaged` for continuations without an end, or one that lies outside the image
 */
export async function fieldsOf(
  systemUse: Uint8Array,
  sectors: Sectors,
  damaged: Damaged,
): Promise<SystemUseField[]> {
  const fields: SystemUseField[] = [];
  let next = fieldsIn(systemUse, fields);
  for (let count = 0; next; count++) {
    if (count === MOST_CONTINUATIONS) throw damaged('continuation-endless', next.lba * SECTOR_BYTES);
    next = fieldsIn(await sectors.area(next), fields);
  }
  return fields;
}

/** Adds the fields of one area; returns where it goes on. SUSP §5.1, §5.4. */
function fieldsIn(area: Uint8Array, fields: SystemUseField[]): Area | undefined {
  let next: Area | undefined;
  for (let at = 0; at + HEAD_BYTES <= area.length; ) {
    const lengthBytes = present(area[at + 2]);
    if (lengthBytes < HEAD_BYTES || at + lengthBytes > area.length) break;
    const signature = String.fromCharCode(present(area[at]), present(area[at + 1]));
    const payload = area.subarray(at + HEAD_BYTES, at + lengthBytes);
    if (signature === 'ST') break;
    if (signature === 'CE' && payload.length >= 24) next = continuation(payload);
    else fields.push({ signature, payload });
    at += lengthBytes;
  }
  return next;
}

function continuation(payload: Uint8Array): Area {
  return { lba: le32(payload, 0), atByte: le32(payload, 8), lengthBytes: le32(payload, 16) };
}

/** Sectors that continuations lie in; the last few are kept: neighbours share them. */
export class Sectors {
  readonly #bytes: ReadAt;
  readonly #blockBytes: number;
  readonly #damaged: Damaged;
  readonly #kept = new Map<number, Uint8Array>();

  constructor(bytes: ReadAt, blockBytes: number, damaged: Damaged) {
    this.#bytes = bytes;
    this.#blockBytes = blockBytes;
    this.#damaged = damaged;
  }

  /** An area, which never leaves its block. */
  async area({ lba, atByte, lengthBytes }: Area): Promise<Uint8Array> {
    const block = this.#kept.get(lba) ?? (await this.#read(lba));
    if (atByte + lengthBytes > block.length)
      throw this.#damaged('continuation-leaves-sector', lba * this.#blockBytes);
    return block.subarray(atByte, atByte + lengthBytes);
  }

  async #read(lba: number): Promise<Uint8Array> {
    const startByte = lba * this.#blockBytes;
    const block = await this.#bytes(startByte, SECTOR_BYTES);
    if (block.length === 0) throw this.#damaged('continuation-behind-end');
    const [oldest] = this.#kept.keys();
    if (this.#kept.size >= KEPT_SECTORS && oldest !== undefined) this.#kept.delete(oldest);
    this.#kept.set(lba, block);
    return block;
  }
}

const KEPT_SECTORS = 16;
