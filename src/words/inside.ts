import type { ListVerdict } from '../engine/contract/events/list-verdict.ts';
import type { JobReport } from '../engine/contract/events/report.ts';
import type { FailureFacts } from '../engine/contract/failure/failure.ts';
import { unreadText } from './checksum-notes.ts';
import { t } from './language.ts';
import type { ReportFact } from './report-fact.ts';
import { countOf } from './sizes.ts';

/** As many as fit into a report that is read at a glance; the JSON has more. */
const SAID_AT_MOST = 3;

/** What checksum files inside an image say of its files: a line each, and what is not as it should be. */
export function insideFacts({ source }: JobReport): ReportFact[] {
  return (source?.checksumsInside ?? []).flatMap((verdict) => [
    { label: t().inside.label, text: `${verdict.checksumFile}: ${countsText(verdict)}` },
    ...badTexts(verdict).map((text) => ({ label: '', text })),
  ]);
}

/** `810 files agree, 2 differ, 1 is missing, 3 lines are not understood` */
function countsText({ agreeing, differing, missing, notUnderstood }: ListVerdict): string {
  const words = t().inside;
  return [
    countOf(agreeing, words.agreeing),
    ...(differing > 0 ? [countOf(differing, words.differing)] : []),
    ...(missing > 0 ? [countOf(missing, words.missing)] : []),
    ...(notUnderstood > 0 ? [countOf(notUnderstood, words.notUnderstood)] : []),
  ].join(', ');
}

function badTexts(verdict: ListVerdict): string[] {
  const words = t().inside;
  const { firstDiffering, firstMissing, firstNotUnderstood, differing, missing } = verdict;
  const texts = [
    ...firstDiffering.map(({ path, expected, found, problem, because }) =>
      problem === undefined && because === undefined
        ? words.differs(shortPath(path), shortHash(expected), shortHash(found ?? ''))
        : words.unreadable(shortPath(path), because ? unreadText(because) : (problem ?? '')),
    ),
    ...firstMissing.map((path) => words.isMissing(shortPath(path))),
  ].slice(0, SAID_AT_MOST);
  const more = differing + missing - texts.length;
  return [
    ...texts,
    ...(more > 0 ? [words.more(countOf(more, t().nouns.moreFile))] : []),
    ...(firstNotUnderstood.length > 0 ? [words.linesNotUnderstood(linesText(verdict))] : []),
  ];
}

function linesText({ firstNotUnderstood, notUnderstood }: ListVerdict): string {
  const said = firstNotUnderstood.slice(0, SAID_AT_MOST);
  return `${said.join(', ')}${notUnderstood > said.length ? ', ...' : ''}`;
}

/** Which file is not as a checksum file in the image says, and how many are not. */
export function wrongInsideText(
  { path, checksumFile, expected, found }: FailureFacts['checksum-wrong'],
  { file, differing, missing, problem: said, because }: NonNullable<FailureFacts['checksum-wrong']['inside']>,
): string {
  const words = t().inside;
  const counts = [
    ...(differing > 0 ? [countOf(differing, words.filesDiffer)] : []),
    ...(missing > 0 ? [countOf(missing, words.filesMissing)] : []),
  ].join(words.and);
  const name = shortPath(file);
  const problem = because ? unreadText(because) : said;
  const differs =
    problem === undefined ? words.shouldHave(name, expected, found) : words.unreadable(name, problem);
  return words.wrong(checksumFile, path, counts, differing === 0 ? words.isNotThere(name) : differs);
}

/** Enough to tell two apart. */
function shortHash(hash: string): string {
  return `${hash.slice(0, 12)}...`;
}

/** Both ends of a path that somebody made long on purpose. */
function shortPath(path: string): string {
  return path.length <= 200 ? path : `${path.slice(0, 98)}...${path.slice(-98)}`;
}
