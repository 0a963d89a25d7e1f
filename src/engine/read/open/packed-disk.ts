import type { FoundFacts } from '../../contract/failure/source-reasons.ts';
import { openerOf } from '../containers/openers.ts';

/** By which way bytes come. */
export interface FoundWay {
  /** What they are compressed with, if they are. */
  readonly packing?: string | undefined;
  /** From an address or standard input: once, and in their order. */
  readonly isPassing?: boolean | undefined;
}

/**
 * What was found behind a compression, or in what comes only once. A virtual disk needs its bytes in any order, so that it is not read from
 * there, and no program converts it as it is: as a plain file, it is read here.
 */
export function foundPacked(found: FoundFacts, { packing, isPassing }: FoundWay): FoundFacts {
  if (!openerOf(found)) return found;
  const disk = diskName(found);
  if (packing !== undefined) return { reason: 'packed-disk', disk, packing };
  if (!isPassing) return found;
  return found.reason === 'text' ? { reason: 'passing-sheet', disk } : { reason: 'passing-disk', disk };
}

const names: { readonly [R in FoundFacts['reason']]?: string } = {
  qcow2: 'QCOW2',
  dmg: 'DMG',
  'android-sparse': 'Android-sparse',
  'raw-sectors': 'BIN',
};

function diskName(found: FoundFacts): string {
  return 'format' in found ? found.format : (names[found.reason] ?? '');
}
