import type { LeftOut } from '../engine/contract/events/left-out.ts';
import { t } from './language.ts';

/** Why an entry of an image was not taken out. */
export function leftOutText({ code, type }: Pick<LeftOut, 'code' | 'type'>): string {
  const { reasons, withAllInIt } = t().leftOut;
  const isPart = code === 'folder-damaged' || code === 'folder-deep';
  return type === 'dir' && !isPart ? withAllInIt(reasons[code]) : reasons[code];
}
