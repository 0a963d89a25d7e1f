import { makeRandom } from '../chance.ts';
import { controls } from './controls.ts';
import { endingOf, judge } from './judge.ts';
import type { Moment } from './moments.ts';
import type { Parties, PartyName } from './party.ts';
import { play } from './play.ts';
import type { Swap } from './setting.ts';
import { Stage } from './stage.ts';
import { swapsAtElevation } from './swaps-at-elevation.ts';
import { swapsOfBlockMaps } from './swaps-of-block-maps.ts';
import { swapsOfDevices } from './swaps-of-devices.ts';
import { swapsOfFolders } from './swaps-of-folders.ts';
import { swapsOfSidecars } from './swaps-of-sidecars.ts';
import { swapsOfSources } from './swaps-of-sources.ts';
import { swapsOfTargets } from './swaps-of-targets.ts';

/** All that is tried, in the order of the table. */
export const swaps: readonly Swap[] = [
  ...controls,
  ...swapsOfSources,
  ...swapsOfTargets,
  ...swapsOfDevices,
  ...swapsOfBlockMaps,
  ...swapsOfSidecars,
  ...swapsOfFolders,
  ...swapsAtElevation,
];

/** One swap at one moment, for one party. */
export interface Trial {
  readonly swap: Swap;
  readonly moment: Moment;
  readonly party: PartyName;
  readonly seed: number;
}

export interface Tried extends Trial {
  readonly ending: string;
  readonly isReached: boolean;
  /** What is wrong about the end; nothing when all is well. */
  readonly wrong: readonly string[];
}

/**
 * So many trials by the seed: each kind of swap first, then whatever moments and parties the chance brings.
 *
 * @param from the kinds to draw from
 */
export function drawTrials(count: number, seed: number, from: readonly Swap[] = swaps): Trial[] {
  const random = makeRandom(seed);
  const decks = from.map((swap) => shuffled(trialsOf(swap, random), random));
  const first = decks.map((deck) => deck.shift() as Trial);
  const rest = shuffled(decks.flat(), random);
  const all = [...shuffled(first, random), ...rest];
  return Array.from({ length: count }, (_, index) => ({
    ...(all[index % all.length] as Trial),
    seed: Math.floor(random() * 2 ** 31),
  }));
}

function trialsOf(swap: Swap, random: () => number): Trial[] {
  const parties = swap.parties ?? (swap.onLoop ? (['root'] as const) : (['root', 'user', 'guest'] as const));
  return swap.moments.flatMap((moment) =>
    parties.map((party) => ({ swap, moment, party, seed: Math.floor(random() * 2 ** 31) })),
  );
}

function shuffled<T>(values: readonly T[], random: () => number): T[] {
  return values
    .map((value) => ({ value, order: random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ value }) => value);
}

const TRIES = 4;

/** Plays a trial in a folder of its own and says how it ended; once more when the moment was over too soon to be caught. */
export async function tryOne(trial: Trial, parties: Parties): Promise<Tried> {
  for (let tries = 1; ; tries++) {
    const tried = await tryOnce(trial, parties);
    if (tried.isReached || tries === TRIES) return tried;
  }
}

async function tryOnce(trial: Trial, parties: Parties): Promise<Tried> {
  const stage = new Stage(parties[trial.party], makeRandom(trial.seed));
  try {
    const played = await play(stage, trial.swap, trial.moment);
    const { isReached } = played;
    const ending = isReached
      ? endingOf(played)
      : `${endingOf(played)}, moment missed: ${played.told.text.slice(-2000)}`;
    return { ...trial, isReached, ending, wrong: isReached ? await judge(played) : [] };
  } catch (error) {
    return { ...trial, isReached: false, ending: `not begun: ${error}`, wrong: [] };
  } finally {
    stage.remove();
  }
}
