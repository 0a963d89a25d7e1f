import type { DriveRefusal, DriveRefusalCode } from '../../engine/ports/drive.ts';
import type { DriveNeed } from '../../engine/ports/machine.ts';
import type { BlockFacts, FilePlace } from '../facts.ts';
import type { Graph } from './graph.ts';
import { serialsOf } from './identity.ts';
import { hasMedium, kindOf } from './kind.ts';
import { sizeText } from './sizes.ts';
import type { Use } from './uses.ts';

/** The gravest reason comes first: it is the one a screen shows. */
const ORDER: readonly DriveRefusalCode[] = [
  'system-drive',
  'boot-drive',
  'never-touch',
  'mounted',
  'swap',
  'raid-member',
  'lvm-member',
  'luks-member',
  'zfs-member',
  'held',
  'no-medium',
  'optical',
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
    ...refusalsByUse(graph, uses, drive),
    ...protection(drive, graph.facts.neverTouch),
    ...ownRefusals(drive),
    ...sourceRefusal(graph, drive, need.source),
    ...sizeRefusal(drive, need.sizeBytes),
  ];
  return ORDER.flatMap((code) => merge(all.filter((refusal) => refusal.code === code)));
}

function refusalsByUse(graph: Graph, uses: readonly Use[], drive: BlockFacts): DriveRefusal[] {
  return uses.flatMap(({ code, blocks, text }) => {
    const place = placeOn(graph, blocks, drive.name);
    return place === undefined ? [] : [{ code, text: text(place) }];
  });
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

/** By any serial it answers to: an enclosure has one, the drive in it another. */
function protection(drive: BlockFacts, serials: readonly string[] = []): DriveRefusal[] {
  const serial = serialsOf(drive).find((own) => serials.includes(own));
  return serial === undefined
    ? []
    : [{ code: 'never-touch', text: `on the never-touch list (serial ${serial})` }];
}

function ownRefusals(drive: BlockFacts): DriveRefusal[] {
  const refusals: DriveRefusal[] = [];
  const optical = kindOf(drive) === 'optical';
  if (!hasMedium(drive))
    refusals.push({ code: 'no-medium', text: optical ? 'no disc in it' : 'no medium in it' });
  if (optical) refusals.push({ code: 'optical', text: 'a disc is burned, not written like a drive' });
  else if (drive.readOnly)
    refusals.push({ code: 'read-only', text: `${drive.name} is read-only (write-protected)` });
  return refusals;
}

function sourceRefusal(graph: Graph, drive: BlockFacts, source?: FilePlace): DriveRefusal[] {
  if (source && drive.loop?.backingFile === source.realPath)
    return [{ code: 'source-on-it', text: `the source is it: ${drive.name} stands for ${source.path}` }];
  const place = source && placeOn(graph, graph.blocksOfFile(source), drive.name);
  return place ? [{ code: 'source-on-it', text: `the source is on it: ${source.path} is on ${place}` }] : [];
}

function sizeRefusal(drive: BlockFacts, needBytes = 0): DriveRefusal[] {
  if (drive.sizeBytes >= needBytes || !hasMedium(drive)) return [];
  const [have, need] = [sizeText(drive.sizeBytes), sizeText(needBytes)];
  const text =
    have === need
      ? `too small by ${needBytes - drive.sizeBytes} bytes: ${need} needed`
      : `too small: ${have}, ${need} needed`;
  return [{ code: 'too-small', text }];
}

/** Several of a kind become one line: `mounted at /a, /b and 3 more places`. */
function merge(refusals: readonly DriveRefusal[]): DriveRefusal[] {
  const [first] = refusals;
  const texts = [...new Set(refusals.map((refusal) => refusal.text))];
  if (first?.code !== 'mounted' || texts.length === 1) return first ? [first] : [];
  const places = texts.map((text) => text.replace(/^mounted at /, ''));
  const more = places.length - 2;
  const rest = more > 0 ? `${places[1]} and ${more} more place${more > 1 ? 's' : ''}` : places[1];
  return [{ code: first.code, text: `${texts[0]}, ${rest}` }];
}
