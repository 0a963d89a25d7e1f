/** How the sectors of a CD lie in a file that holds them whole. */
export interface RawLayout {
  /** 2352; 2448 with subchannels behind each; 2336 without the marks that find a sector. */
  readonly sectorBytes: number;
  /** Where the 2048 bytes of data begin in each. */
  readonly dataAtByte: number;
  readonly mode: 1 | 2;
  /** Each sector of data begins with marks, by which it is found. */
  readonly isMarked: boolean;
  /** Each sector says in its subheader of which form it is: one of form 2 holds more, and corrects nothing. */
  readonly hasForms: boolean;
}

/** Data of a sector that a drive gives out as one of 2048 bytes. */
export const DATA_BYTES = 2048;

/** Every sector of data begins with it. ECMA-130 §14.2. */
const SYNC = Uint8Array.of(0, ...Array.from({ length: 10 }, () => 0xff), 0);
const MODE_AT_BYTE = 15;
const WHOLE_BYTES = 2352;
const WITH_SUBCHANNEL_BYTES = WHOLE_BYTES + 96;
const UNMARKED_BYTES = 2336;
const HEADER_BYTES = 16;
const SUBHEADER_BYTES = 8;
const DESCRIPTOR_SECTOR = 16;
/** The third byte of a subheader; ISO 9660 lies in sectors of form 1. CD-ROM XA §II.4.2. */
const SUBMODE_AT_BYTE = 2;
const FORM_2 = 0x20;

/** The layout of a file that begins with a sector of data; undefined for any other. */
export function rawLayoutOf(first: Uint8Array): RawLayout | undefined {
  if (isMarked(first, 0)) return wholeLayout(first);
  const descriptorAt = DESCRIPTOR_SECTOR * UNMARKED_BYTES + SUBHEADER_BYTES;
  return isDescriptor(first, descriptorAt) ? unmarkedLayout : undefined;
}

const unmarkedLayout: RawLayout = {
  sectorBytes: UNMARKED_BYTES,
  dataAtByte: SUBHEADER_BYTES,
  mode: 2,
  isMarked: false,
  hasForms: true,
};

/** The same of one sector whose length is known; undefined for one of sound. */
export function sectorLayout(sector: Uint8Array): RawLayout | undefined {
  const sectorBytes = sector.length;
  if (sectorBytes === DATA_BYTES)
    return { sectorBytes, dataAtByte: 0, mode: 1, isMarked: false, hasForms: false };
  if (sectorBytes === UNMARKED_BYTES) return unmarkedLayout;
  const whole = isMarked(sector, 0) ? wholeLayout(sector) : undefined;
  return whole && { ...whole, sectorBytes };
}

/** Whether a sector of data begins here. */
export function isMarked(bytes: Uint8Array, atByte: number): boolean {
  return SYNC.every((byte, i) => bytes[atByte + i] === byte);
}

function wholeLayout(first: Uint8Array): RawLayout | undefined {
  const mode = first[MODE_AT_BYTE];
  if (mode !== 1 && mode !== 2) return undefined;
  const hasSubchannel = !isMarked(first, WHOLE_BYTES) && isMarked(first, WITH_SUBCHANNEL_BYTES);
  const sectorBytes = hasSubchannel ? WITH_SUBCHANNEL_BYTES : WHOLE_BYTES;
  const hasForms = mode === 2 && isTwice(first.subarray(HEADER_BYTES, HEADER_BYTES + SUBHEADER_BYTES));
  return {
    sectorBytes,
    dataAtByte: HEADER_BYTES + (hasForms ? SUBHEADER_BYTES : 0),
    mode,
    isMarked: true,
    hasForms,
  };
}

/** A subheader stands twice, since nothing corrects it. */
function isTwice(subheader: Uint8Array): boolean {
  return [0, 1, 2, 3].every((i) => subheader[i] === subheader[i + 4]);
}

function isDescriptor(bytes: Uint8Array, atByte: number): boolean {
  return [...'CD001'].every((letter, i) => bytes[atByte + 1 + i] === letter.charCodeAt(0));
}

/** A sector that a drive does not give out as 2048 bytes. */
export function isForm2(sector: Uint8Array, { dataAtByte, hasForms }: RawLayout): boolean {
  const submode = sector[dataAtByte - SUBHEADER_BYTES + SUBMODE_AT_BYTE] ?? 0;
  return hasForms && (submode & FORM_2) !== 0;
}

/** Whether it is marked as the first one is; always where sectors carry no marks. */
export function isOfMode(sector: Uint8Array, { mode, isMarked: hasMarks }: RawLayout): boolean {
  return !hasMarks || (isMarked(sector, 0) && sector[MODE_AT_BYTE] === mode);
}
