import { le32 } from '../../../bytes/codec/little.ts';
import { latin1 } from '../../../bytes/codec/text.ts';
import { recordDate } from '../../../bytes/formats/iso9660/dates.ts';
import type { DeviceNumber } from '../../../bytes/formats/posix/file-mode.ts';
import { present } from '../../../contract/failure/present.ts';
import type { Packing } from '../volume.ts';
import type { Damaged } from './damage.ts';
import { longTime, recordTime } from './dates.ts';
import { linkTarget } from './link-target.ts';
import type { SystemUseField } from './system-use.ts';

/** What Rock Ridge says of an entry. RRIP §4. */
export interface RockRidgeFacts {
  readonly name?: string;
  readonly mode?: number;
  readonly links?: number;
  readonly userId?: number;
  readonly groupId?: number;
  readonly modifiedAtMs?: number | undefined;
  readonly target?: string;
  readonly device?: DeviceNumber;
  /** The entry stands for a folder that is recorded there. */
  readonly childLba?: number;
  /** The folder belongs elsewhere. */
  readonly isRelocated?: boolean;
  /** `AL`: Arbitrary Attribute Interchange Protocol. */
  readonly hasAttributes?: boolean;
  readonly packed?: Packing & { readonly sizeBytes: number };
}

type Mutable = { -readonly [K in keyof RockRidgeFacts]: RockRidgeFacts[K] };

/** No system has longer names. */
const MOST_NAME_BYTES = 4096;
export const NAME_CURRENT = 0x02;
export const NAME_PARENT = 0x04;

/** @throws Failure `source-damaged` for a name or a link without an end */
export function factsOf(fields: readonly SystemUseField[], damaged: Damaged): RockRidgeFacts {
  const facts: Mutable = {};
  const links: Uint8Array[] = [];
  for (const { signature, payload } of fields) {
    if (signature === 'SL') links.push(payload);
    else readers[signature]?.(facts, payload);
  }
  if ((facts.name?.length ?? 0) > MOST_NAME_BYTES) throw damaged('name-endless');
  if (links.length > 0) facts.target = linkTarget(links);
  return facts;
}

const readers: Readonly<Record<string, (facts: Mutable, payload: Uint8Array) => void>> = {
  NM: readName,
  PX: readAttributes,
  PN: readDevice,
  TF: readTimes,
  ZF: readPacked,
  Z2: readPacked,
  CL(facts, payload) {
    if (payload.length >= 4) facts.childLba = le32(payload, 0);
  },
  AL(facts) {
    facts.hasAttributes = true;
  },
  RE(facts) {
    facts.isRelocated = true;
  },
};

function readName(facts: Mutable, payload: Uint8Array): void {
  const flags = payload[0] ?? 0;
  if (flags & (NAME_CURRENT | NAME_PARENT)) return;
  if ((facts.name?.length ?? 0) > MOST_NAME_BYTES) return;
  facts.name = (facts.name ?? '') + latin1(payload.subarray(1));
}

/** RRIP §4.1.1; the serial number is not looked at: it says no more than the place of the content. */
function readAttributes(facts: Mutable, payload: Uint8Array): void {
  if (payload.length < 32) return;
  facts.mode = le32(payload, 0) & 0xffff;
  facts.links = le32(payload, 8);
  facts.userId = le32(payload, 16);
  facts.groupId = le32(payload, 24);
}

/** As Linux reads it: without a high half, major and minor have eight bits each. RRIP §4.1.2. */
function readDevice(facts: Mutable, payload: Uint8Array): void {
  if (payload.length < 16) return;
  const high = le32(payload, 0);
  const low = le32(payload, 8);
  facts.device = high === 0 ? { major: low >>> 8, minor: low & 0xff } : { major: high, minor: low };
}

const SHORT_DATE_BYTES = 7;
const LONG_DATE_BYTES = 17;
export const LONG_FORM = 0x80;
const CREATED = 0x01;
export const MODIFIED = 0x02;

/** Where the short time of the last change stands in a TF field: behind the flags, and behind that of creation when there is one. */
export function shortTimeAt(flags: number): number {
  return flags & CREATED ? 1 + SHORT_DATE_BYTES : 1;
}

/** The time of the last change; that of creation stands before it when there is one. RRIP §4.1.6. */
function readTimes(facts: Mutable, payload: Uint8Array): void {
  const flags = payload[0] ?? 0;
  if (!(flags & MODIFIED)) return;
  const isLong = (flags & LONG_FORM) !== 0;
  const bytes = isLong ? LONG_DATE_BYTES : SHORT_DATE_BYTES;
  const at = 1 + (flags & CREATED ? bytes : 0);
  const date = payload.subarray(at, at + bytes);
  if (date.length < bytes) return;
  facts.modifiedAtMs = isLong ? longTime(date) : recordTime(recordDate.read(date, 0, () => {}));
}

/**
 * zisofs: algorithm, header in words, block size as a power of two, size unpacked. What is packed in a way that nobody knows
 * here is packed all the same. zisofs, zisofs2 format.
 */
function readPacked(facts: Mutable, payload: Uint8Array): void {
  if (payload.length < 12) return;
  const algorithm = latin1(payload.subarray(0, 2));
  const version = algorithm === 'pz' ? 1 : algorithm === 'PZ' ? 2 : 0;
  const highBytes = version === 2 ? le32(payload, 8) : 0;
  facts.packed = {
    kind: 'zisofs',
    // No file is that long.
    version: highBytes > MOST_HIGH ? 0 : version,
    headerBytes: present(payload[2]) * 4,
    blockLog2: present(payload[3]),
    sizeBytes: le32(payload, 4) + (highBytes > MOST_HIGH ? 0 : highBytes * 2 ** 32),
  };
}

/** The high half of the greatest whole number that is exact. */
const MOST_HIGH = 2 ** 21 - 1;
