import { present } from '../../contract/failure/present.ts';
import { be32, le32 } from '../bytes.ts';
import type { ImageView } from '../image-view.ts';

/** Fields that are pairs of numbers, and how many they have. RRIP §4.1.1, §4.1.2, §4.1.5. */
const PAIRS: Readonly<Record<string, readonly number[]>> = { PX: [4, 5], PN: [2], CL: [1], PL: [1] };
const ZF_BYTES = 16;
const LONG_TIMES = 0x80;

/** Fields that have the length their content asks for. */
const isRightLength: Readonly<Record<string, (field: Uint8Array) => boolean>> = {
  TF: (field) => field.length === timesBytes(field[4] ?? 0),
  SL: isWholeComponents,
  ZF: (field) => field.length === ZF_BYTES,
  NM: (field) => field.length >= 5,
};

/** What Rock Ridge says of a field's length and numbers; others' fields are left alone. RRIP §4.1. */
export function checkRockRidgeField(view: ImageView, signature: string, field: Uint8Array, at: number): void {
  const wrong = () => view.report('rr.field', at, { field: signature, bytes: field.length });
  const pairs = PAIRS[signature];
  if (pairs) {
    if (!pairs.includes((field.length - 4) / 8)) {
      wrong();
      return;
    }
    for (let place = 4; place < field.length; place += 8)
      if (le32(field, place) !== be32(field, place + 4))
        view.report('rr.both-endian', at + place, { field: signature });
  }
  if (!(isRightLength[signature]?.(field) ?? true)) wrong();
}

/** A stamp for each of seven flags, 7 bytes or 17. RRIP §4.1.6. */
function timesBytes(flags: number): number {
  let stamps = 0;
  for (let bit = 0; bit < 7; bit++) if (flags & (1 << bit)) stamps++;
  return 5 + stamps * (flags & LONG_TIMES ? 17 : 7);
}

/** Components fill the field. RRIP §4.1.3.1. */
function isWholeComponents(field: Uint8Array): boolean {
  let at = 5;
  while (at + 2 <= field.length) at += 2 + present(field[at + 1]);
  return at === field.length;
}
