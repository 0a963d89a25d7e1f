import type { HolderFacts } from '../engine/contract/failure/holder-facts.ts';
import { t } from './language.ts';

/** Programs that are named before the rest is only counted. */
const NAMED = 3;

/** `dd (pid 4711), bash (pid 812) and 3 more` */
function holdersText(holders: readonly HolderFacts[]): string {
  const named = holders.slice(0, NAMED).map(({ name, pid }) => `${name} (pid ${pid})`);
  const more = holders.length - named.length;
  return more > 0 ? t().refusals.andMore(named.join(', '), more) : named.join(', ');
}

/** What failed because somebody holds something, with who it is in words. */
export function withHolders<F extends object>(
  facts: F & { heldBy?: unknown; holders?: unknown; holder?: unknown },
): F {
  const { heldBy, holders, holder } = facts;
  if (isHolders(heldBy)) return { ...facts, holders: holdersText(heldBy) };
  return holder === undefined && isHolders(holders) ? { ...facts, holder: holdersText(holders) } : facts;
}

function isHolders(value: unknown): value is readonly HolderFacts[] {
  return Array.isArray(value) && value.length > 0;
}
