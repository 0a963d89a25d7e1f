import type { JobReport, MissingRange } from '../engine/contract/events/report.ts';
import { cleanText } from './clean.ts';
import { t } from './language.ts';
import type { ReportFact } from './report-fact.ts';
import { countOf, countText, sizeText } from './sizes.ts';

/** Places that are told before the rest is only counted. */
const SHOWN = 5;
const FILES_SHOWN = 3;

/** Of a medium that was read: what is missing, and which files that hits. */
export function mediumFacts({ medium }: JobReport): ReportFact[] {
  if (medium === undefined) return [];
  const { bad, more = 0, badBytes, mapPath, wholeBytes, sessions } = medium;
  const words = t().medium;
  const places = bad.length + more;
  const behind = wholeBytes === undefined ? [] : [words.notWanted(sizeText(wholeBytes))];
  const later = sessions === undefined ? [] : [words.sessions(countText(sessions))];
  const missing = badBytes === 0 ? [] : [words.missing(sizeText(badBytes), countOf(places, t().nouns.place))];
  return [
    ...[...behind, ...later].map((text) => ({ label: '', text })),
    ...missing.map((text) => ({ label: words.labels.missing, text })),
    ...bad.slice(0, SHOWN).map((range) => ({ label: '', text: missingText(range) })),
    ...(places > SHOWN ? [{ label: '', text: words.more(countOf(places - SHOWN, t().nouns.place)) }] : []),
    ...(mapPath === undefined ? [] : [{ label: words.labels.map, text: mapPath }]),
  ];
}

/** `byte 4,096 (sector 8), 512 B, hits /a.txt` */
function missingText({ atByte, lengthBytes, files, untried }: MissingRange): string {
  const words = t().medium;
  const shown = files.slice(0, FILES_SHOWN).join(', ');
  const rest = files.length > FILES_SHOWN ? ', …' : '';
  return [
    words.atPlace(placeText(atByte), sizeText(lengthBytes)),
    ...(untried ? [words.untried] : []),
    ...(shown === '' ? [] : [words.hits(`${shown}${rest}`)]),
  ].join(', ');
}

/** `cannot be read: byte 4,096 (sector 8), 512 B, in /a.txt` */
export function unreadableText({
  atByte,
  lengthBytes,
  file,
}: {
  readonly atByte: number;
  readonly lengthBytes: number;
  readonly file?: string | undefined;
}): string {
  const inFile = file === undefined ? '' : `, ${t().report.inFile(file)}`;
  return cleanText(`${t().medium.cannotRead(placeText(atByte), sizeText(lengthBytes))}${inFile}`);
}

/** `byte 4,096 (sector 8)` */
export function placeText(atByte: number): string {
  return t().numbers.place(countText(atByte), countText(Math.floor(atByte / 512)));
}
