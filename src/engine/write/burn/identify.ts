import {
  getConfiguration,
  getWriteSpeeds,
  readBlocks,
  readDiscInformation,
  readFormatCapacities,
  readTrackInformation,
} from '../../bytes/formats/mmc/commands.ts';
import { decodeConfiguration, hasTestWrite } from '../../bytes/formats/mmc/configuration.ts';
import { type DiscInformation, decodeDiscInformation } from '../../bytes/formats/mmc/disc-information.ts';
import { decodeFormatCapacities, type FormatCapacities } from '../../bytes/formats/mmc/format-capacities.ts';
import { decodeWriteSpeeds } from '../../bytes/formats/mmc/performance.ts';
import { isBlankable, isOverwritable, isPressed, kindOfProfile } from '../../bytes/formats/mmc/profiles.ts';
import { decodeTrackInformation, type TrackInformation } from '../../bytes/formats/mmc/track-information.ts';
import { Failure } from '../../contract/failure/failure.ts';
import type { DiscKind, DiscState } from '../../contract/plan/disc.ts';
import { type Burner, verdictOf } from './burner.ts';
import type { Disc } from './disc.ts';

/** Discs spin up; some drives take half a minute for one they do not like. */
const SPIN_UP_MS = 60_000;

/** Finds out which disc is in a drive. @throws Failure `target-missing`, `disc-unfit` for one that no drive burns */
export async function identifyDisc(burner: Burner): Promise<Disc> {
  await burner.ready({ mostMs: SPIN_UP_MS });
  const configuration = decodeConfiguration(await burner.ask(getConfiguration()));
  const target = burner.name;
  if (configuration.profile === 0) throw new Failure('target-missing', { target, noMedium: true });
  const kind = kindOfProfile(configuration.profile);
  if (kind === undefined) throw new Failure('disc-unfit', { target, why: 'other-kind' });
  const information = decodeDiscInformation(await burner.ask(readDiscInformation()));
  const track = decodeTrackInformation(await burner.ask(readTrackInformation(information.tracks)));
  const capacities = await formatsOf(burner);
  const told = await burner.askIfKnown(getWriteSpeeds());
  const { isFormatted, state } = await stateOf({ kind, information, track, capacities }, burner);
  burner.discIsKnown();
  return {
    kind,
    state,
    isFormatted,
    ...placesOf({ kind, information, track, capacities }),
    sessions: information.sessions,
    tracks: information.tracks,
    track: information.tracks,
    formats: capacities?.formats ?? [],
    speeds: told ? decodeWriteSpeeds(told) : [],
    canTest: hasTestWrite(configuration),
  };
}

interface Told {
  readonly kind: DiscKind;
  readonly information: DiscInformation;
  readonly track: TrackInformation;
  readonly capacities: FormatCapacities | undefined;
}

async function formatsOf(burner: Burner): Promise<FormatCapacities | undefined> {
  const reply = await burner.askIfKnown(readFormatCapacities());
  return reply && decodeFormatCapacities(reply);
}

type Places = Pick<Disc, 'freeBlocks' | 'nextBlock' | 'startBlock' | 'capacityBlocks'>;

function placesOf({ kind, information, track, capacities }: Told): Places {
  const currentBlocks = capacities?.currentBlocks ?? 0;
  if (isOverwritable(kind)) {
    const blocks = currentBlocks || track.sizeBlocks;
    return { freeBlocks: blocks, nextBlock: 0, startBlock: 0, capacityBlocks: blocks };
  }
  const { startBlock, nextBlock = startBlock, freeBlocks } = track;
  // What is blank again holds as much as was written and is free together.
  const isBlank = information.status === 'blank';
  const wholeBlocks = isBlank ? freeBlocks : Math.max(currentBlocks, nextBlock + freeBlocks);
  return { freeBlocks, nextBlock, startBlock, capacityBlocks: wholeBlocks };
}

async function stateOf(
  { kind, information, track, capacities }: Told,
  burner: Burner,
): Promise<{ state: DiscState; isFormatted: boolean }> {
  if (isPressed(kind)) return { state: 'closed', isFormatted: true };
  if (isOverwritable(kind)) {
    const isFormatted = information.status !== 'blank' && capacities?.current !== 'unformatted';
    const isBlank = !isFormatted || (await holdsNothing(burner));
    return { state: isBlank ? 'blank' : 'rewritable', isFormatted };
  }
  if (information.status === 'blank') return { state: 'blank', isFormatted: true };
  if (isBlankable(kind)) return { state: 'rewritable', isFormatted: true };
  const takesMore = information.status === 'incomplete' && track.nextBlock !== undefined;
  return { state: takesMore && track.freeBlocks > 0 ? 'appendable' : 'closed', isFormatted: true };
}

/** Blocks at which file systems, partition tables and El Torito begin: ECMA-119 §6.2.1, ECMA-167 2/8.4, UEFI 2.10 §5.3. */
const TELLING_BLOCKS: readonly (readonly [atBlock: number, blocks: number])[] = [
  [0, 32],
  [256, 1],
];

/** A disc that is formatted and holds nothing yet: what cannot be read was never written. */
async function holdsNothing(burner: Burner): Promise<boolean> {
  for (const [atBlock, blocks] of TELLING_BLOCKS) {
    const bytes = await burner.ask(readBlocks(atBlock, blocks)).catch((error: unknown) => {
      const verdict = verdictOf(error);
      if (verdict === 'refused' || verdict === 'spoiled') return undefined;
      throw error;
    });
    if (bytes?.some((byte) => byte !== 0)) return false;
  }
  return true;
}
