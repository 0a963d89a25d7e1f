import { type Codec, Problem } from '../../codec/codec.ts';

/** 100 ns. */
const TICKS_A_MS = 10_000n;
/** From 1601, where FILETIME begins, to 1970. [MS-DTYP] §2.3.3. */
const EPOCH_MS = 11_644_473_600_000;

/** FILETIME, [MS-DTYP] §2.3.3, as milliseconds since 1970, with a fraction; undefined for zero: not recorded. */
export const fileTime: Codec<number | undefined> = {
  sizeBytes: 8,
  write(bytes, at, value) {
    const ticks = value === undefined ? 0n : ticksOf(value);
    if (ticks < 0n) throw new Problem({ reason: 'not-whole', value: value ?? 0 });
    new DataView(bytes.buffer, bytes.byteOffset + at, 8).setBigUint64(0, ticks, true);
  },
  read(bytes, at) {
    const ticks = new DataView(bytes.buffer, bytes.byteOffset + at, 8).getBigUint64(0, true);
    if (ticks === 0n) return undefined;
    return Number(ticks / TICKS_A_MS) - EPOCH_MS + Number(ticks % TICKS_A_MS) / Number(TICKS_A_MS);
  },
};

function ticksOf(ms: number): bigint {
  const whole = Math.floor(ms);
  return BigInt(whole + EPOCH_MS) * TICKS_A_MS + BigInt(Math.round((ms - whole) * Number(TICKS_A_MS)));
}
