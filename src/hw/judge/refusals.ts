import type { RefusalFacts } from '../../engine/contract/failure/refusal-reasons.ts';
import type { DriveRefusal, DriveRefusalCode } from '../../engine/contract/ports/drive.ts';
import type { DriveNeed } from '../../engine/contract/ports/machine.ts';
import type { BlockFacts, FilePlace } from '../facts.ts';
import { type Graph, isFileKey } from './graph.ts';
import { serialsOf } from './identity.ts';
import { hasMedium, kindOf } from './kind.ts';
import type { Use } from './use.ts';

/** The gravest reason comes first: it is the one a screen shows. */
const ORDER: readonly DriveRefusalCode[] = [
  'system-drive',
  'boot-drive',
  'never-touch',
  'never-touch-unreadable',
  'mounted',
  'swap',
  'raid-member',
  'lvm-member',
  'luks-member',
  'zfs-member',
  'held',
  'no-medium',
  'optical',
  'zoned',
  'read-only',
  'source-on-it',
  'too-small',
];

export interface Need extends Pick<DriveNeed, 'sizeBytes'> {
  readonly source?: FilePlace;
}

/** Why this drive may not be written to; at most one line for each code. */
export function refusalsOf(
  graph: Graph,
  uses: readonly Use[],
  drive: BlockFacts,
  need: Need,
): DriveRefusal[] {
  const all = [
    ...writerRefusal(graph, drive),
    ...refusalsByUse(graph, uses, drive),
    ...protection(graph, drive),
    ...unreadableList(graph.facts.neverTouchProblem),
    ...ownRefusals(drive),
    ...sourceRefusal(graph, drive, need.source),
    ...sizeRefusal(drive, need.sizeBytes),
  ];
  return ORDER.flatMap((code) => merge(all.filter((refusal) => refusal.code === code)));
}

function refusalsByUse(graph: Graph, uses: readonly Use[], drive: BlockFacts): DriveRefusal[] {
  return uses.flatMap(({ code, blocks, why }) => {
    const place = placeOn(graph, blocks, drive.name);
    if (place !== undefined) return [{ code, facts: why(place) }];
    const other = otherName(graph, blocks, drive.name);
    if (other === undefined) return [];
    // Consent to unmounting is given for what is mounted from the drive itself.
    const isHeld = code === 'mounted' || code === 'held';
    return [{ code: isHeld ? 'held' : code, facts: { ...why(other), alias: drive.name } }];
  });
}

/** Uses that stand on a file, by its key; the gravest first. */
export function refusalsByKey(graph: Graph, uses: readonly Use[], key: string): DriveRefusal[] {
  const all = uses.flatMap(({ code, blocks, why }) => {
    const on = blocks.find((name) => graph.foundations(name).has(key));
    return on === undefined ? [] : [{ code, facts: why(isFileKey(on) ? 'it' : on) }];
  });
  return ORDER.flatMap((code) => merge(all.filter((refusal) => refusal.code === code)));
}

/** The part of `drive` that `blocks` stand on: a partition if there is one, else the drive; undefined if none. */
function placeOn(graph: Graph, blocks: readonly string[], drive: string): string | undefined {
  for (const name of blocks) {
    const below = graph.foundations(name);
    if (!below.has(drive)) continue;
    return [...below].find((part) => graph.block(part)?.partition?.disk === drive) ?? drive;
  }
  return undefined;
}

/** The first of `blocks` that stands on what a loop device is another name of; undefined if none does. */
function otherName(graph: Graph, blocks: readonly string[], drive: string): string | undefined {
  const storage = graph.storage(drive);
  if (storage.size < 2) return undefined;
  const name = blocks.find((block) => [...graph.foundations(block)].some((below) => storage.has(below)));
  return name !== undefined && isFileKey(name) ? drive : name;
}

/** By any serial it answers to: an enclosure has one, the drive in it another; and what a loop device stands for has its own. */
function protection(graph: Graph, drive: BlockFacts): DriveRefusal[] {
  const { neverTouch: serials = [] } = graph.facts;
  const blocks = [...graph.storage(drive.name)].flatMap((name) => graph.block(name) ?? []);
  const serial = blocks.flatMap(serialsOf).find((own) => serials.includes(own));
  return serial === undefined ? [] : [{ code: 'never-touch', facts: { reason: 'never-touch', serial } }];
}

/** Nobody can say that it is not protected. */
function unreadableList(problem: string | undefined): DriveRefusal[] {
  if (problem === undefined) return [];
  return [{ code: 'never-touch-unreadable', facts: { reason: 'never-touch-unreadable', problem } }];
}

/** A job of this program has it. */
function writerRefusal({ facts: { writers = {} } }: Graph, { name }: BlockFacts): DriveRefusal[] {
  const holder = writers[name];
  return holder === undefined ? [] : [{ code: 'held', facts: { reason: 'written-by-job', ...holder } }];
}

function ownRefusals(drive: BlockFacts): DriveRefusal[] {
  const refusals: DriveRefusal[] = [];
  const optical = kindOf(drive) === 'optical';
  if (!hasMedium(drive))
    refusals.push({ code: 'no-medium', facts: { reason: optical ? 'no-disc' : 'no-medium' } });
  if (drive.zoned !== undefined)
    refusals.push({ code: 'zoned', facts: { reason: 'zoned', zoned: drive.zoned } });
  if (optical) refusals.push({ code: 'optical', facts: { reason: 'optical' } });
  else if (drive.readOnly)
    refusals.push({ code: 'read-only', facts: { reason: 'read-only', name: drive.name } });
  return refusals;
}

function sourceRefusal(graph: Graph, drive: BlockFacts, source?: FilePlace): DriveRefusal[] {
  const isIt = source?.file !== undefined && graph.storage(drive.name).has(source.file);
  if (source && (isIt || drive.loop?.backingFile === source.realPath))
    return [sourceOnIt({ reason: 'stands-for-source', name: drive.name, path: source.path })];
  const blocks = source ? graph.blocksOfFile(source) : [];
  const place = placeOn(graph, blocks, drive.name) ?? otherName(graph, blocks, drive.name);
  return source && place ? [sourceOnIt({ reason: 'has-source', path: source.path, place })] : [];
}

const sourceOnIt = (facts: RefusalFacts): DriveRefusal => ({ code: 'source-on-it', facts });

function sizeRefusal(drive: BlockFacts, needBytes = 0): DriveRefusal[] {
  if (drive.sizeBytes >= needBytes || !hasMedium(drive)) return [];
  return [{ code: 'too-small', facts: { reason: 'too-small', haveBytes: drive.sizeBytes, needBytes } }];
}

/** Several of a kind become one: `mounted at /a, /b and 3 more places`. */
function merge(refusals: readonly DriveRefusal[]): DriveRefusal[] {
  const [first] = refusals;
  if (first?.code !== 'mounted') return first ? [first] : [];
  const all = new Map(refusals.flatMap(({ facts }) => (facts ? [[JSON.stringify(facts), facts]] : [])));
  const [, ...more] = all.values();
  return [more.length === 0 ? first : { ...first, more }];
}
