import { textOfBytes } from '../../../bytes/codec/byte-text.ts';
import type { ListVerdict } from '../../../contract/events/list-verdict.ts';
import type { UnreadFacts } from '../../../contract/failure/damage-reasons.ts';
import { Failure } from '../../../contract/failure/failure.ts';
import type { LineOfFile } from '../checksum-lines.ts';
import type { ChecksumList } from './lists.ts';
import type { NamedFile } from './named-file.ts';

/** A line of a checksum file, and the file it leads to. */
export interface NamedLine {
  readonly line: LineOfFile;
  readonly file: NamedFile | undefined;
}

/** A checksum file whose files were found. */
export interface FoundList {
  readonly list: ChecksumList;
  /** Those that name the list itself are left out: no text can hold its own checksum. */
  readonly lines: readonly NamedLine[];
  /** Lines that name the list itself. */
  readonly ownLines: number;
}

/** As many as a person reads; the counts are of all. */
const LISTED_AT_MOST = 20;
/** Nothing in a report is longer, whatever a checksum file says. */
const LONGEST_PATH = 1024;

const notRead: UnreadFacts = { reason: 'not-read' };

/** Whether a file differs only in what it was told of its place. */
export type IsPatched = (file: NamedFile, line: LineOfFile) => Promise<boolean>;

/** What came out. */
export async function verdictOf(
  { list, lines, ownLines }: FoundList,
  isPatched: IsPatched,
): Promise<ListVerdict> {
  const differing: ListVerdict['firstDiffering'][number][] = [];
  const missing: string[] = [];
  const bootPatched: string[] = [];
  let agreeing = 0;
  for (const { line, file } of lines) {
    const path = textOfBytes(line.name.slice(0, LONGEST_PATH));
    const found = file?.digest(line.algorithm);
    if (!file) missing.push(path);
    else if (found === line.hash) agreeing++;
    else if (found !== undefined && (await isPatched(file, line))) bootPatched.push(path);
    else {
      const why = found === undefined ? { because: file.problem ?? notRead } : { found };
      differing.push({ path, expected: line.hash, ...why });
    }
  }
  const { strangeLines, checksumFile } = list;
  return {
    checksumFile,
    agreeing: agreeing + bootPatched.length,
    differing: differing.length,
    missing: missing.length,
    notUnderstood: strangeLines.length,
    firstDiffering: differing.slice(0, LISTED_AT_MOST),
    firstMissing: missing.slice(0, LISTED_AT_MOST),
    firstNotUnderstood: strangeLines.slice(0, LISTED_AT_MOST),
    ...(bootPatched.length > 0 && { bootPatched: bootPatched.slice(0, LISTED_AT_MOST) }),
    ...(ownLines > 0 && { namesItself: true }),
  };
}

/** The first file that is not as it should be. */
export function failureOf(imagePath: string, verdicts: readonly ListVerdict[]): Failure | undefined {
  const bad = verdicts.find(({ differing, missing }) => differing + missing > 0);
  if (!bad) return undefined;
  const { checksumFile, differing, missing } = bad;
  const [first] = bad.firstDiffering;
  const file = first?.path ?? bad.firstMissing[0] ?? '';
  return new Failure('checksum-wrong', {
    path: imagePath,
    expected: first?.expected ?? '',
    found: first?.found ?? '',
    checksumFile,
    inside: { file, differing, missing, ...(first?.because && { because: first.because }) },
  });
}
