import { DecodeError } from '../../../bytes/codec/codec.ts';
import { crc32c } from '../../../bytes/codec/crc32c.ts';
import { latin1 } from '../../../bytes/codec/text.ts';
import {
  VHDX_PAGE_BYTES,
  VHDX_SUM_AT,
  type VhdxHeader,
  type VhdxLogEntry,
  vhdxLogDescriptor,
  vhdxLogEntry,
} from '../../../bytes/formats/vhdx/vhdx.ts';
import { sourceDamaged } from '../../../contract/failure/source-failures.ts';
import { bytesIn, demand, type Suspect } from '../checked-bytes.ts';
import { FORMAT } from './format.ts';

const MIB = 1 << 20;
const MOST_LOG_BYTES = 64 * MIB;

/** What an entry says of a place: zeros, or a page. */
export interface LogChange {
  readonly atByte: number;
  readonly lengthBytes: number;
  readonly page?: Uint8Array;
}

interface Entry extends VhdxLogEntry {
  readonly at: number;
  readonly changes: readonly LogChange[];
}

/**
 * What the log holds that is not in the file yet, in order: of all unbroken sequences of entries the one with the newest head. [MS-VHDX] §2.3.2.
 *
 * @throws Failure `source-damaged` when nothing in it is valid
 */
export async function vhdxLogChanges(
  file: Suspect,
  { logByte, logBytes, logGuid }: VhdxHeader,
): Promise<readonly LogChange[]> {
  const isPlace = logBytes > 0 && logBytes <= MOST_LOG_BYTES && logBytes % MIB === 0;
  demand(isPlace && logByte >= MIB && logByte % MIB === 0, file, FORMAT, 'logBytes', logBytes);
  const log = new Log(await bytesIn(file, logByte, logBytes), logGuid);
  const newest = log.newestSequence();
  const head = newest.at(-1);
  if (!head) throw sourceDamaged(file.path, { reason: 'container-checksum', format: FORMAT, field: 'log' });
  demand(head.flushedBytes <= file.sizeBytes, file, FORMAT, 'log.flushedBytes', head.flushedBytes);
  return newest.flatMap(({ changes }) => changes);
}

class Log {
  readonly #bytes: Uint8Array;
  readonly #guid: string;
  /** Each place is looked at once. */
  readonly #entries = new Map<number, Entry | undefined>();

  constructor(bytes: Uint8Array, guid: string) {
    this.#bytes = bytes;
    this.#guid = guid;
  }

  newestSequence(): readonly Entry[] {
    let best: readonly Entry[] = [];
    const begun = new Set<number>();
    for (let at = 0; at < this.#bytes.length; at += VHDX_PAGE_BYTES) {
      if (begun.has(at)) continue;
      const run = this.#sequenceFrom(at);
      for (const entry of run) begun.add(entry.at);
      const head = run.at(-1);
      const tail = head ? run.findIndex((entry) => entry.at === head.tail) : -1;
      if (head && tail >= 0 && head.sequence > (best.at(-1)?.sequence ?? -1)) best = run.slice(tail);
    }
    return best;
  }

  #sequenceFrom(from: number): Entry[] {
    const run: Entry[] = [];
    let usedBytes = 0;
    for (let at = from; usedBytes < this.#bytes.length; ) {
      const entry = this.#entryAt(at);
      const before = run.at(-1);
      if (!entry || (before && entry.sequence !== before.sequence + 1)) break;
      run.push(entry);
      usedBytes += entry.entryBytes;
      at = (at + entry.entryBytes) % this.#bytes.length;
    }
    return run;
  }

  #entryAt(at: number): Entry | undefined {
    if (!this.#entries.has(at)) this.#entries.set(at, this.#readEntry(at));
    return this.#entries.get(at);
  }

  #readEntry(at: number): Entry | undefined {
    if (latin1(this.#bytes.subarray(at, at + 4)) !== 'loge') return undefined;
    try {
      const head = vhdxLogEntry.decode(this.#bytes.subarray(at, at + vhdxLogEntry.sizeBytes));
      const { entryBytes, logGuid, checksum } = head;
      const isLength = entryBytes >= VHDX_PAGE_BYTES && entryBytes % VHDX_PAGE_BYTES === 0;
      if (!isLength || entryBytes > this.#bytes.length || logGuid !== this.#guid) return undefined;
      const bytes = this.#around(at, entryBytes);
      const changes = crc32c(bytes, VHDX_SUM_AT) === checksum ? changesIn(bytes, head) : undefined;
      return changes && { ...head, at, changes };
    } catch (error) {
      if (error instanceof DecodeError) return undefined;
      throw error;
    }
  }

  /** The log is a ring. */
  #around(at: number, lengthBytes: number): Uint8Array {
    const first = this.#bytes.subarray(at, at + lengthBytes);
    const rest = this.#bytes.subarray(0, lengthBytes - first.length);
    return rest.length === 0 ? first : Buffer.concat([first, rest]);
  }
}

/** Undefined when one of them is not of this entry. §2.3.1.2 to §2.3.1.4 */
function changesIn(bytes: Uint8Array, { descriptors, sequence }: VhdxLogEntry): LogChange[] | undefined {
  const tableBytes = vhdxLogEntry.sizeBytes + descriptors * vhdxLogDescriptor.sizeBytes;
  if (tableBytes > bytes.length) return undefined;
  const changes: LogChange[] = [];
  let dataAt = Math.ceil(tableBytes / VHDX_PAGE_BYTES) * VHDX_PAGE_BYTES;
  for (let index = 0; index < descriptors; index++) {
    const at = vhdxLogEntry.sizeBytes + index * vhdxLogDescriptor.sizeBytes;
    const one = vhdxLogDescriptor.decode(bytes, { atByte: at });
    const { atByte, signature, leading, trailing } = one;
    if (one.sequence !== sequence || atByte % VHDX_PAGE_BYTES !== 0) return undefined;
    const kind = latin1(signature);
    if (kind === 'zero') changes.push({ atByte, lengthBytes: u64At(leading) });
    else if (kind === 'desc') {
      const page = pageOf(bytes.subarray(dataAt, dataAt + VHDX_PAGE_BYTES), sequence, leading, trailing);
      if (!page) return undefined;
      changes.push({ atByte, lengthBytes: VHDX_PAGE_BYTES, page });
      dataAt += VHDX_PAGE_BYTES;
    } else return undefined;
  }
  return changes;
}

const u64At = (bytes: Uint8Array): number => Number(Buffer.from(bytes).readBigUInt64LE());

/** Its first eight and last four bytes stand in the descriptor; there is the sequence number in their place. §2.3.1.4 */
function pageOf(
  stored: Uint8Array,
  sequence: number,
  leading: Uint8Array,
  trailing: Uint8Array,
): Uint8Array | undefined {
  if (stored.length < VHDX_PAGE_BYTES || latin1(stored.subarray(0, 4)) !== 'data') return undefined;
  const view = new DataView(stored.buffer, stored.byteOffset, stored.length);
  const said = view.getUint32(4, true) * 2 ** 32 + view.getUint32(VHDX_PAGE_BYTES - 4, true);
  if (said !== sequence) return undefined;
  const page = stored.slice();
  page.set(leading, 0);
  page.set(trailing, VHDX_PAGE_BYTES - trailing.length);
  return page;
}
