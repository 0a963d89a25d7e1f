import { present } from '../../../contract/failure/present.ts';

/**
 * The recommended up-case table, as ranges: first unit, how many, every second one, and how far away the capital is. It is
 * not asked of the language, whose tables change with its version. exFAT specification §7.2.5.1, table 24.
 */
const RANGES =
  '61+1a-32 e0+17-32 f8+7-32 ff+121 101+18/2-1 133+3/2-1 13a+8/2-1 14b+17/2-1 17a+3/2-1 180+195 ' +
  '183+2/2-1 188-1 18c-1 192-1 195+97 199-1 19a+163 19e+130 1a1+3/2-1 1a8-1 1ad-1 1b0-1 1b4+2/2-1 1b9-1 ' +
  '1bd-1 1bf+56 1c6-2 1c9-2 1cc-2 1ce+8/2-1 1dd-79 1df+9/2-1 1f3-2 1f5-1 1f9+14/2-1 223+9/2-1 23a+10795 ' +
  '23c-1 23e+10792 242-1 247+5/2-1 253-210 254-206 256+2-205 259-202 25b-203 260-205 263-207 268-209 ' +
  '269-211 26b+10743 26f-211 272-213 275-214 27d+10727 280-218 283-218 288-218 289-69 28a+2-217 28c-71 ' +
  '292-219 37b+3+130 3ac-38 3ad+3-37 3b1+11-32 3c2-31 3c3+9-32 3cc-64 3cd+2-63 3d9+c/2-1 3f2+7 3f8-1 ' +
  '3fb-1 430+20-32 450+10-80 461+11/2-1 48b+1b/2-1 4c2+7/2-1 4cf-15 4d1+22/2-1 561+26-48 1d7d+3814 ' +
  '1e01+4b/2-1 1ea1+2d/2-1 1f00+8+8 1f10+6+8 1f20+8+8 1f30+8+8 1f40+6+8 1f51+4/2+8 1f60+8+8 1f70+2+74 ' +
  '1f72+4+86 1f76+2+100 1f78+2+128 1f7a+2+112 1f7c+2+126 1f80+8+8 1f90+8+8 1fa0+8+8 1fb0+2+8 1fb3+9 ' +
  '1fcc-9 1fd0+2+8 1fe0+2+8 1fe5+7 1ffc-9 214e-28 2170+10-16 2184-1 24d0+1a-26 2c30+2f-48 2c61-1 ' +
  '2c68+3/2-1 2c76-1 2c81+32/2-1 2d00+26-7264 ff41+1a-32';

const UNITS = 0x10000;
/** Units that stand for themselves are told by their number; the recommended table does so for long stretches only. */
const SAME = 0xffff;
const LEAST_SAME_UNITS = 512;

/** The capital of each UTF-16 unit. */
export const upCase: Uint16Array = unitsOf(RANGES);

/** The name in capitals, unit by unit: two names with the same are one on exFAT, and on FAT. */
export function upCased(name: string): string {
  let text = '';
  for (let at = 0; at < name.length; at++) text += String.fromCharCode(present(upCase[name.charCodeAt(at)]));
  return text;
}

/** The table as it stands on a volume. §7.2.5. */
export function upCaseTable(): Uint8Array {
  const words: number[] = [];
  for (let unit = 0; unit < UNITS; ) {
    const same = sameFrom(unit);
    if (same >= LEAST_SAME_UNITS) words.push(SAME, same);
    else for (let i = unit; i < unit + Math.max(1, same); i++) words.push(present(upCase[i]));
    unit += Math.max(1, same);
  }
  const bytes = new Uint8Array(2 * words.length);
  const view = new DataView(bytes.buffer);
  for (const [i, word] of words.entries()) view.setUint16(2 * i, word, true);
  return bytes;
}

function sameFrom(unit: number): number {
  let end = unit;
  while (end < UNITS && upCase[end] === end) end++;
  return end - unit;
}

function unitsOf(ranges: string): Uint16Array {
  const units = Uint16Array.from({ length: UNITS }, (_, unit) => unit);
  for (const range of ranges.split(' ')) {
    const [, first = '', count = '1', step = '1', away = ''] =
      /^([0-9a-f]+)(?:\+([0-9a-f]+))?(?:\/(2))?([+-]\d+)$/.exec(range) ?? [];
    for (let i = 0; i < Number.parseInt(count, 16); i++) {
      const unit = Number.parseInt(first, 16) + i * Number(step);
      units[unit] = unit + Number(away);
    }
  }
  return units;
}
