import type { DamageReasons } from '../../../engine/contract/failure/damage-reasons.ts';
import type { ReasonWords } from '../../reason-words.ts';
import { checks } from './checks.ts';
import { containers } from './containers.ts';
import { drives } from './drives.ts';
import { ntfs } from './ntfs.ts';
import { squashfs } from './squashfs.ts';
import { udf } from './udf.ts';
import { volumes } from './volumes.ts';
import { wim } from './wim.ts';

const reasons: ReasonWords<DamageReasons> = {
  ...containers,
  ...volumes,
  ...drives,
  ...ntfs,
  ...squashfs,
  ...wim,
  ...udf,
  ...checks,
};

/** What is broken in a source. A code without a sentence does not compile. */
export const damage = { reasons };
