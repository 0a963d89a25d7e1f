import type { Inspection, VolumeFacts } from '../../../engine/contract/events/inspection.ts';
import type { LookedInto, PartitionFacts, VolumePlace } from '../../../engine/contract/ports/inside.ts';
import { forecastLines } from '../../../words/boot.ts';
import { deviationLines, judgementText } from '../../../words/deviations.ts';
import { toldInspection } from '../../../words/inspection.ts';
import { t } from '../../../words/language.ts';
import { sizeText } from '../../../words/sizes.ts';
import { tableName, volumeFactTexts } from '../../../words/volume-facts.ts';
import { nameOf } from '../paths.ts';

/** A line of the page about an image; one that is too long goes on below itself. */
export interface LookItem {
  readonly kind: 'title' | 'heading' | 'bar' | 'text' | 'warning' | 'volume';
  readonly text: string;
  /** What Enter opens there. */
  readonly opens?: VolumePlace;
}

type Seen = Extract<LookedInto, { ok: true }>;

const pages = new WeakMap<LookedInto, { readonly table: object; readonly items: readonly LookItem[] }>();

/** The whole page, from what it is to what deviates; each look is put into words once a language. */
export function lookItems(path: string, found: LookedInto): readonly LookItem[] {
  const known = pages.get(found);
  if (known?.table === t()) return known.items;
  const items = found.ok ? itemsOf(path, found) : [];
  pages.set(found, { table: t(), items });
  return items;
}

function itemsOf(path: string, seen: Seen): readonly LookItem[] {
  const told = toldInspection(seen.inspection);
  const { forecast, kind } = told;
  const words = t().screens.look;
  return [
    { kind: 'title', text: titleText(told) },
    // That it was cut off, and the like, is read first.
    ...section(
      words.notes,
      told.notes.map(({ text: said, code }) => ({ kind: 'warning', text: said ?? code })),
    ),
    ...section(words.volumes, wholeVolumes(path, told)),
    ...partitionItems(path, seen),
    ...section(words.boots, kind === 'other' ? [] : forecastLines(forecast).map(text)),
    ...section(words.checksums, checksumItems(seen)),
    ...section(words.standards, standardItems(told)),
  ];
}

const text = (line: string): LookItem => ({ kind: 'text', text: line });

function section(heading: string, items: readonly LookItem[]): readonly LookItem[] {
  return items.length === 0 ? [] : [{ kind: 'heading', text: heading }, ...items];
}

function titleText({ kind, sizeBytes }: Inspection): string {
  const { kinds, unsized, sized } = t().cli.inspect;
  const size = sizeBytes === null ? unsized : sized(sizeText(sizeBytes), `${sizeBytes}`);
  return `${kinds[kind]}, ${size}`;
}

/** Those that lie in no partition: several are views of the same files. */
function wholeVolumes(path: string, { volumes }: Inspection): readonly LookItem[] {
  return volumes
    .filter(({ number }) => number === undefined)
    .map((volume) => ({ kind: 'volume', text: volumeText(volume), opens: { path } }));
}

function volumeText(volume: VolumeFacts): string {
  const { table: _table, number: _number, ...rest } = volume;
  const { standard, label } = rest;
  const facts = volumeFactTexts(rest);
  return [standard, ...(label === '' ? [] : [`"${label}"`]), ...facts].join('  ');
}

function partitionItems(path: string, { inspection, partitions }: Seen): readonly LookItem[] {
  const [first] = partitions;
  if (first === undefined) return [];
  const items = partitions.map((part): LookItem => {
    const line = partitionText(part, inspection);
    return part.isContainer
      ? text(line)
      : { kind: 'volume', text: line, opens: { path, partition: part.number } };
  });
  const heading = t().screens.look.partitions(tableName(first.table));
  return [{ kind: 'heading', text: heading }, { kind: 'bar', text: '' }, ...items];
}

/** `2  100 MiB from 1.00 MiB  EFI System  fat "EFI"` */
function partitionText(part: PartitionFacts, inspection: Inspection): string {
  const { number, startByte, lengthBytes, table } = part;
  const words = t().screens.look;
  const volume = inspection.volumes.find((one) => one.number === number && one.table === table);
  const parts = [
    String(number),
    words.from(sizeText(lengthBytes), sizeText(startByte)),
    nameOfPartition(part, inspection),
    part.isContainer ? words.holdsOthers : volume === undefined ? '' : volumeText(volume),
  ];
  return parts.filter((one) => one !== '').join('  ');
}

function nameOfPartition({ table, number }: PartitionFacts, { boot }: Inspection): string {
  if (table === 'gpt') return boot.gpt?.partitions.find((one) => one.number === number)?.name ?? '';
  const type = boot.mbr?.partitions.find((one) => one.number === number)?.type;
  if (table !== 'mbr' || type === undefined) return '';
  return t().cli.inspect.mbrType(`0x${type.toString(16).padStart(2, '0')}`);
}

function checksumItems({ published }: Seen): readonly LookItem[] {
  const { checksum, noChecksum } = t().screens.look;
  if (published.length === 0) return [text(noChecksum)];
  return published.map(({ algorithm, hash, file }) => text(checksum(algorithm, hash, nameOf(file))));
}

function standardItems({ standards }: Inspection): readonly LookItem[] {
  if (!standards) return [];
  const lines = deviationLines(standards.deviations);
  return [
    text(judgementText(standards)),
    ...lines.map(({ text: said, code }) => ({ kind: 'warning' as const, text: `${said} (${code})` })),
  ];
}
