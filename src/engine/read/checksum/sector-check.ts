import { isSectorRight } from '../../bytes/formats/cdrom/error-code.ts';
import type { RawLayout } from '../../bytes/formats/cdrom/raw-sector.ts';
import { sourceDamaged } from '../../contract/failure/source-failures.ts';
import type { Check } from './check.ts';

/** The code that each raw sector of data carries, by which a drive detects errors. ECMA-130 §14.3. */
export function sectorCheck(path: string, layout: RawLayout): Check {
  const { sectorBytes } = layout;
  let rest: Uint8Array = new Uint8Array(0);
  let atByte = 0;
  let firstBadByte: number | undefined;
  const take = (sector: Uint8Array): void => {
    if (firstBadByte === undefined && isSectorRight(sector, layout) === false) firstBadByte = atByte;
    atByte += sectorBytes;
  };
  return {
    from: path,
    isWeak: true,
    update(bytes) {
      const all = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
      const whole = all.length - (all.length % sectorBytes);
      for (let at = 0; at < whole; at += sectorBytes) take(all.subarray(at, at + sectorBytes));
      rest = Uint8Array.from(all.subarray(whole));
    },
    settle() {
      if (firstBadByte !== undefined) throw sourceDamaged(path, 'sector-code', firstBadByte);
    },
  };
}
