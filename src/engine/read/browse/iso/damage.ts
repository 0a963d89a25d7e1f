import type { Damage } from '../../../contract/failure/damage-reasons.ts';
import type { Failure } from '../../../contract/failure/failure.ts';
import { sourceDamaged } from '../../../contract/failure/source-failures.ts';

/** Says what is wrong with an image, and where. */
export type Damaged = (damage: Damage, atByte?: number) => Failure;

/** For an image by its path. */
export function damageOf(path: string): Damaged {
  return (damage, atByte) => sourceDamaged(path, damage, atByte);
}
