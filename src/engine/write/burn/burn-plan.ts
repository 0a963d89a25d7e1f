import {
  FORMAT_DVD_PLUS_RW,
  FORMAT_DVD_RW_QUICK,
  FORMAT_FULL,
  type FormatDescriptor,
} from '../../bytes/formats/mmc/format-capacities.ts';
import {
  familyOf,
  isBlankable,
  isOverwritable,
  isPressed,
  unitBlocksOf,
} from '../../bytes/formats/mmc/profiles.ts';
import type { BurnChoice, BurnStep, ClosedPart } from '../../contract/events/burn-steps.ts';
import type { DiscRefusal } from '../../contract/failure/disc-reasons.ts';
import type { DiscKind } from '../../contract/plan/disc.ts';
import { type Disc, roomOf } from './disc.ts';

/** What is to be burned onto a disc. */
export interface Wanted extends BurnChoice {
  /** Undefined of a source whose size is known only at its end. */
  readonly blocks: number | undefined;
  /** Blocks that an earlier run of the same job has burned. */
  readonly resumeBlocks?: number;
}

export interface BurnPlan {
  /** What makes the disc blank and formatted; afterwards it is looked at and planned for again. */
  readonly prepare: readonly BurnStep[];
  /** Before the first byte. */
  readonly begin: readonly BurnStep[];
  /** After the last one. */
  readonly end: readonly BurnStep[];
  readonly startBlock: number;
  readonly unitBlocks: number;
  /** Fewer blocks than these are filled up with zeros. */
  readonly leastBlocks: number;
  /** Bytes before the image that the program has to send: the pregap of a CD. */
  readonly pregapBlocks: number;
  /** An interrupted disc can be continued. */
  readonly goesOn: boolean;
  readonly isTest: boolean;
}

export type Planned = { readonly plan: BurnPlan } | { readonly refusal: DiscRefusal };

const PREGAP_BLOCKS = 150;
/** A track of a CD is no shorter than four seconds. IEC 60908 §17.5. */
export const LEAST_CD_TRACK_BLOCKS = 300;

/** What has to be done, in order, so that a disc holds an image. Pure: nothing is asked of the drive. */
export function planBurn(disc: Disc, wanted: Wanted): Planned {
  const refusal = refusalOf(disc, wanted);
  if (refusal) return { refusal };
  const way = wayOf(disc, wanted);
  const unitBlocks = unitBlocksOf(disc.kind);
  const leastBlocks = disc.kind.startsWith('cd') ? LEAST_CD_TRACK_BLOCKS : 0;
  const blocks = wanted.blocks === undefined ? undefined : wholeUnits(wanted.blocks, unitBlocks, leastBlocks);
  return {
    plan: {
      prepare: preparation(disc, wanted),
      begin: beginning(disc, wanted, way, blocks),
      end: ending(disc, wanted, way),
      startBlock: isOverwritable(disc.kind) ? 0 : disc.startBlock,
      unitBlocks,
      leastBlocks,
      pregapBlocks: way === 'cd-session' ? PREGAP_BLOCKS : 0,
      goesOn: goesOn(disc.kind, way),
      isTest: wanted.dummy === true,
    },
  };
}

export function wholeUnits(blocks: number, unitBlocks: number, leastBlocks = 0): number {
  return Math.max(leastBlocks, Math.ceil(blocks / unitBlocks) * unitBlocks);
}

/** How bytes get onto a kind of disc; MMC-6 §4.3 to §4.5. */
type Way = 'cd-session' | 'cd-track' | 'dvd-session' | 'dvd-packets' | 'in-order' | 'anywhere';

function wayOf({ kind }: Disc, { blocks, multi }: Wanted): Way {
  if (isOverwritable(kind)) return 'anywhere';
  const isWhole = blocks !== undefined && multi !== true;
  if (kind.startsWith('cd')) return isWhole ? 'cd-session' : 'cd-track';
  if (kind.startsWith('dvd-r')) return isWhole ? 'dvd-session' : 'dvd-packets';
  return 'in-order';
}

/** A session at once is lost when it is interrupted; a track of a CD has no end that a drive would find again. */
function goesOn(kind: DiscKind, way: Way): boolean {
  return way === 'dvd-packets' || way === 'in-order' || (way === 'anywhere' && isOverwritable(kind));
}

function refusalOf(disc: Disc, { blocks, dummy, blank, resumeBlocks = 0 }: Wanted): DiscRefusal | undefined {
  const { kind, state } = disc;
  if (isPressed(kind)) return { why: 'pressed' };
  if (state === 'closed') return { why: 'closed' };
  if (state === 'appendable' && resumeBlocks === 0) return { why: 'has-sessions' };
  if (dummy === true && !(disc.canTest && /^(?:cd-rw?|dvd-rw?|dvd-r-dl)$/.test(kind)))
    return { why: 'no-rehearsal' };
  if (blank !== undefined && !isBlankable(kind) && !isOverwritable(kind) && state !== 'blank')
    return { why: 'cannot-be-blanked' };
  const room = roomOf(disc) + resumeBlocks;
  if (blocks !== undefined && blocks > room)
    return { why: 'too-small', needBlocks: blocks, haveBlocks: room };
  return undefined;
}

function preparation(disc: Disc, { blank, spares }: Wanted): BurnStep[] {
  const { kind, state } = disc;
  if (isBlankable(kind)) {
    const isNeeded = state !== 'blank' || blank === 'full';
    return isNeeded ? [{ step: 'blank', how: blank ?? 'quick' }] : [];
  }
  const wantsSpares = spares === true && kind === 'bd-r' && state === 'blank';
  const wantsAnew = isOverwritable(kind) && (!disc.isFormatted || blank === 'full');
  const format = wantsAnew || wantsSpares ? formatFor(disc) : undefined;
  return format ? [{ step: 'format', ...format }] : [];
}

const BLOCK_BYTES = 2048;
const ALL_BLOCKS = 0xffffffff;

/** The drive's own size of a kind of format; a DVD+RW gets as much as it has. */
export function formatFor({ kind, formats }: Pick<Disc, 'kind' | 'formats'>): FormatDescriptor | undefined {
  if (kind.startsWith('dvd+rw')) return { blocks: ALL_BLOCKS, type: FORMAT_DVD_PLUS_RW, parameter: 0 };
  const type = kind.startsWith('dvd-rw') ? FORMAT_DVD_RW_QUICK : FORMAT_FULL;
  const found = formats.find((format) => format.type === type);
  // Of this type it is the length of a block. MMC-6 §6.4.3.3.1.
  return found && type === FORMAT_FULL ? { ...found, parameter: BLOCK_BYTES } : found;
}

function beginning(disc: Disc, wanted: Wanted, way: Way, blocks: number | undefined): BurnStep[] {
  const { speed, dummy = false, multi = false, resumeBlocks = 0 } = wanted;
  const steps: BurnStep[] = [];
  if (speed !== undefined) steps.push(speedStep(disc, speed));
  const type = writeTypes[way];
  if (type)
    steps.push({
      step: 'parameters',
      type,
      isTest: dummy,
      isOpen: multi,
      isDvd: disc.kind.startsWith('dvd'),
    });
  if (resumeBlocks > 0) return steps;
  const layerBreak = breakOf(disc, wanted, blocks);
  if (layerBreak !== undefined) steps.push({ step: 'layer-break', atBlock: layerBreak });
  if (type) steps.push({ step: 'calibrate' });
  if (way === 'dvd-session' && blocks !== undefined) steps.push({ step: 'reserve', blocks });
  if (way === 'cd-session' && blocks !== undefined) steps.push({ step: 'cue-sheet', blocks });
  return steps;
}

const writeTypes = {
  'cd-session': 'session-at-once',
  'cd-track': 'track-at-once',
  'dvd-session': 'session-at-once',
  'dvd-packets': 'packet',
  'in-order': undefined,
  anywhere: undefined,
} as const;

const LAYER_UNIT_BLOCKS = 16;

/** The second layer of a DVD is read back towards the middle, and is no longer than the first. ECMA-337, ECMA-364. */
function breakOf({ kind }: Disc, { multi }: Wanted, blocks: number | undefined): number | undefined {
  if (!kind.endsWith('-dl') || !kind.startsWith('dvd') || kind === 'dvd+rw-dl') return undefined;
  if (blocks === undefined || multi === true) return undefined;
  return wholeUnits(blocks / 2, LAYER_UNIT_BLOCKS);
}

/** 1×, in kB/s. MMC-6 §4.3.2, ECMA-267, and the BD white paper. */
const BASIC_KBPS = { cd: 176.4, dvd: 1385, bd: 4495.5 } as const;

export function kBpsOf(kind: DiscKind, times: number): number {
  return Math.round(BASIC_KBPS[familyOf(kind)] * times);
}

/** Only writing is slowed down: what is read back comes as fast as the drive has it. */
function speedStep({ kind, speeds }: Disc, times: number): BurnStep {
  const kBps = speedFor(speeds, kBpsOf(kind, times));
  return { step: 'speed', kBps, readKBps: Math.max(kBps, ...speeds) };
}

/** Drives round differently. */
const TOLERANCE = 1.02;

/** The fastest that is no faster than what was asked for; the slowest there is when all are. */
export function speedFor(speeds: readonly number[], wantedKBps: number): number {
  return speeds.find((speed) => speed <= wantedKBps * TOLERANCE) ?? speeds.at(-1) ?? wantedKBps;
}

function ending(disc: Disc, { multi = false, dummy = false }: Wanted, way: Way): BurnStep[] {
  const flush: BurnStep = { step: 'flush' };
  // A session at once ends with its last byte; what can be written anywhere has no end.
  // A DVD+RW is formatted behind what is written for as long as it takes, until it is told that this is enough.
  if (disc.kind.startsWith('dvd+rw')) return [flush, { step: 'end-format' }];
  if (dummy || way === 'anywhere' || way === 'cd-session' || way === 'dvd-session') return [flush];
  const last: ClosedPart = multi || way !== 'in-order' ? 'session' : 'disc';
  return [
    flush,
    { step: 'close', what: 'track', track: disc.track },
    { step: 'close', what: last, track: 0 },
  ];
}
