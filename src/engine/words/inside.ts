import type { ListVerdict } from '../checksum/inside/list-verdict.ts';
import type { JobReport } from '../jobs/events.ts';
import type { FailureFacts } from '../ports/failure.ts';
import type { ReportFact } from './report.ts';
import { countOf, countText } from './sizes.ts';

/** As many as fit into a report that is read at a glance; the JSON has more. */
const SAID_AT_MOST = 3;

/** What checksum files inside an image say of its files: a line each, and what is not as it should be. */
export function insideFacts({ source }: JobReport): ReportFact[] {
  return (source?.checksumsInside ?? []).flatMap((verdict) => [
    { label: 'inside', text: `${verdict.checksumFile}: ${countsText(verdict)}` },
    ...badTexts(verdict).map((text) => ({ label: '', text })),
  ]);
}

/** `810 files agree, 2 differ, 1 is missing, 3 lines are not understood` */
function countsText({ agreeing, differing, missing, notUnderstood }: ListVerdict): string {
  const are = (count: number): string => (count === 1 ? 'is' : 'are');
  return [
    `${countOf(agreeing, 'file')} ${agreeing === 1 ? 'agrees' : 'agree'}`,
    ...(differing > 0 ? [`${countText(differing)} ${differing === 1 ? 'differs' : 'differ'}`] : []),
    ...(missing > 0 ? [`${countText(missing)} ${are(missing)} missing`] : []),
    ...(notUnderstood > 0 ? [`${countOf(notUnderstood, 'line')} ${are(notUnderstood)} not understood`] : []),
  ].join(', ');
}

function badTexts(verdict: ListVerdict): string[] {
  const { firstDiffering, firstMissing, firstNotUnderstood, differing, missing } = verdict;
  const texts = [
    ...firstDiffering.map(({ path, expected, found, problem }) =>
      problem === undefined
        ? `${shortPath(path)} differs: ${shortHash(expected)} expected, ${shortHash(found ?? '')} found`
        : `${shortPath(path)} cannot be read: ${problem}`,
    ),
    ...firstMissing.map((path) => `${shortPath(path)} is missing`),
  ].slice(0, SAID_AT_MOST);
  const more = differing + missing - texts.length;
  return [
    ...texts,
    ...(more > 0 ? [`and ${countOf(more, 'more file')}`] : []),
    ...(firstNotUnderstood.length > 0 ? [`not understood: line ${linesText(verdict)}`] : []),
  ];
}

function linesText({ firstNotUnderstood, notUnderstood }: ListVerdict): string {
  const said = firstNotUnderstood.slice(0, SAID_AT_MOST);
  return `${said.join(', ')}${notUnderstood > said.length ? ', ...' : ''}`;
}

/** Which file is not as a checksum file in the image says, and how many are not. */
export function wrongInsideText(
  { path, checksumFile, expected, found }: FailureFacts['checksum-wrong'],
  { file, differing, missing, problem }: NonNullable<FailureFacts['checksum-wrong']['inside']>,
): string {
  const counts = [
    ...(differing > 0 ? [`${countOf(differing, 'file')} ${differing === 1 ? 'differs' : 'differ'}`] : []),
    ...(missing > 0 ? [`${countOf(missing, 'file')} ${missing === 1 ? 'is' : 'are'} missing`] : []),
  ].join(' and ');
  const name = shortPath(file);
  const first =
    differing === 0
      ? `${name} is not there`
      : problem === undefined
        ? `${name} should have ${expected} and has ${found}`
        : `${name} cannot be read: ${problem}`;
  return `By ${checksumFile} in ${path}, ${counts}: ${first}.`;
}

/** Enough to tell two apart. */
function shortHash(hash: string): string {
  return `${hash.slice(0, 12)}...`;
}

/** Both ends of a path that somebody made long on purpose. */
function shortPath(path: string): string {
  return path.length <= 200 ? path : `${path.slice(0, 98)}...${path.slice(-98)}`;
}
