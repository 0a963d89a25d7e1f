import type { FoundFacts } from '../../contract/failure/source-reasons.ts';
import { openerOf } from '../containers/openers.ts';

/**
 * What was found behind a compression. A virtual disk needs its bytes in any order, so that it is not read from there, and no program converts
 * it as it is: unpacked, it is read here.
 *
 * @param packing what it is compressed with, if it is
 */
export function foundPacked(found: FoundFacts, packing: string | undefined): FoundFacts {
  if (packing === undefined || !openerOf(found)) return found;
  return { reason: 'packed-disk', disk: diskName(found), packing };
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
