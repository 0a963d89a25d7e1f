import type { NoteFacts, OutputRoom } from '../engine/contract/events/note-facts.ts';
import type { JobReport, MediumReport, MissingRange, PlaceSpeed } from '../engine/contract/events/report.ts';
import { cleanText } from './clean.ts';
import { durationText } from './durations.ts';
import { t } from './language.ts';
import type { ReportFact } from './report-fact.ts';
import { countOf, countText, rateText, sizeText } from './sizes.ts';

/** Places that are told before the rest is only counted. */
const SHOWN = 5;
const FILES_SHOWN = 3;

/** Of a medium that was read: what is missing, and which files that hits. */
export function mediumFacts({ medium }: JobReport): ReportFact[] {
  if (medium === undefined) return [];
  const { bad, more = 0, badBytes, mapPath, wholeBytes, sessions, mountedAt, sectorBytes } = medium;
  const words = t().medium;
  const places = bad.length + more;
  const behind = wholeBytes === undefined ? [] : [words.notWanted(sizeText(wholeBytes))];
  const inUse = mountedAt === undefined ? [] : [words.wasMounted(mountedAt.join(', '))];
  const later = sessions === undefined ? [] : [words.sessions(countText(sessions))];
  const missing = badBytes === 0 ? [] : [words.missing(sizeText(badBytes), countOf(places, t().nouns.place))];
  return [
    ...[...behind, ...inUse, ...later].map((text) => ({ label: '', text })),
    ...missing.map((text) => ({ label: words.labels.missing, text })),
    ...bad.slice(0, SHOWN).map((range) => ({ label: '', text: missingText(range, sectorBytes) })),
    ...(places > SHOWN ? [{ label: '', text: words.more(countOf(places - SHOWN, t().nouns.place)) }] : []),
    ...speedFacts(medium),
    ...(mapPath === undefined ? [] : [{ label: words.labels.map, text: mapPath }]),
  ];
}

/** A disc written at once ends in two sectors that hold nothing. */
const RUN_OUT_BYTES = 4096;

/** Of a medium that was not read to its end, because nothing said that the rest was used. */
export function partHeadline({ medium, image, targets = [] }: JobReport): string | undefined {
  if (medium?.wholeBytes === undefined || medium.wholeBytes - medium.sizeBytes <= RUN_OUT_BYTES)
    return undefined;
  return image === undefined && targets.length === 0 ? t().medium.readableToEnd : t().medium.readToEnd;
}

/** How much of a medium is read, and what is left out. */
export function restText({ keptBytes, wholeBytes }: NonNullable<NoteFacts['rest']>): string {
  return t().medium.rest(sizeText(keptBytes), sizeText(wholeBytes));
}

/** That an output may get full. */
export function roomText({ needBytes, freeBytes }: OutputRoom): string {
  return t().medium.littleRoom(sizeText(needBytes), sizeText(freeBytes));
}

/** What a person should know of a medium before it is read. */
export function rehearsedMediumText(source: JobReport['source']): string[] {
  const { sizeBytes: keptBytes = 0, wholeBytes, mountedAt, littleRoom = [] } = source ?? {};
  return [
    ...(wholeBytes === undefined ? [] : [restText({ keptBytes, wholeBytes })]),
    ...(mountedAt === undefined ? [] : [t().medium.mounted(mountedAt.join(', '))]),
    ...littleRoom.map((room) => `${room.path}: ${roomText(room)}`),
  ];
}

/** The fastest place is a whole bar. */
const BAR_CELLS = 20;
/** Rows that a report has for places: neighbours are told together. */
const ROWS = 8;

/** Of a scan: a bar for each place, and what saving it will be like. */
function speedFacts({ speeds = [], capture }: MediumReport): ReportFact[] {
  const words = t().medium;
  const rows = together(speeds, ROWS);
  const most = Math.max(1, ...rows.map(({ bytesPerSecond }) => bytesPerSecond));
  const bars = rows.map(({ atByte, bytesPerSecond }, index) => {
    const bar = '#'.repeat(Math.max(1, Math.round((bytesPerSecond / most) * BAR_CELLS)));
    const text = words.speedAt(sizeText(atByte), bar.padEnd(BAR_CELLS), rateText(bytesPerSecond));
    return { label: index === 0 ? words.labels.speed : '', text };
  });
  if (capture === undefined) return bars;
  const { verdict, seconds } = capture;
  const text = words.capture[verdict](seconds === undefined ? undefined : durationText(seconds * 1000));
  return [...bars, { label: words.labels.capture, text }];
}

/** Neighbours as one, so that there are no more than that. */
function together(speeds: readonly PlaceSpeed[], rows: number): readonly PlaceSpeed[] {
  const each = Math.max(1, Math.ceil(speeds.length / rows));
  return speeds.flatMap((first, index) => {
    if (index % each !== 0) return [];
    const all = speeds.slice(index, index + each);
    const seconds = all.reduce(
      (sum, { readBytes, bytesPerSecond }) => sum + readBytes / Math.max(1, bytesPerSecond),
      0,
    );
    const readBytes = all.reduce((sum, one) => sum + one.readBytes, 0);
    const lengthBytes = all.reduce((sum, one) => sum + one.lengthBytes, 0);
    return [{ ...first, lengthBytes, readBytes, bytesPerSecond: seconds > 0 ? readBytes / seconds : 0 }];
  });
}

/** `byte 4,096 (sector 8), 512 B, hits /a.txt` */
function missingText({ atByte, lengthBytes, files, untried }: MissingRange, sectorBytes?: number): string {
  const words = t().medium;
  const shown = files.slice(0, FILES_SHOWN).join(', ');
  const rest = files.length > FILES_SHOWN ? ', …' : '';
  return [
    words.atPlace(placeText(atByte, sectorBytes), sizeText(lengthBytes)),
    ...(untried ? [words.untried] : []),
    ...(shown === '' ? [] : [words.hits(`${shown}${rest}`)]),
  ].join(', ');
}

/** `cannot be read: byte 4,096 (sector 8), 512 B, in /a.txt` */
export function unreadableText({
  atByte,
  lengthBytes,
  sectorBytes,
  file,
}: {
  readonly atByte: number;
  readonly lengthBytes: number;
  readonly sectorBytes?: number | undefined;
  readonly file?: string | undefined;
}): string {
  const inFile = file === undefined ? '' : `, ${t().report.inFile(file)}`;
  return cleanText(
    `${t().medium.cannotRead(placeText(atByte, sectorBytes), sizeText(lengthBytes))}${inFile}`,
  );
}

/** `byte 4,096 (sector 8)`, in sectors of the medium that is spoken of. */
export function placeText(atByte: number, sectorBytes = 512): string {
  return t().numbers.place(countText(atByte), countText(Math.floor(atByte / sectorBytes)));
}
