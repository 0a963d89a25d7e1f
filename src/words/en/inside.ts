/** What checksum files inside an image say of its files. */
export const inside = {
  agreeing: { one: 'file matches', other: 'files match' },
  differing: { one: 'differs', other: 'differ' },
  missing: { one: 'is missing', other: 'are missing' },
  notUnderstood: { one: 'line is not understood', other: 'lines are not understood' },
  filesDiffer: { one: 'file differs', other: 'files differ' },
  filesMissing: { one: 'file is missing', other: 'files are missing' },
  label: 'inside',
  differs: (path: string, expected: string, found: string) =>
    `${path} differs: ${expected} expected, ${found} found`,
  unreadable: (path: string, problem: string) => `${path} cannot be read: ${problem}`,
  isMissing: (path: string) => `${path} is missing`,
  more: (files: string) => `and ${files}`,
  linesNotUnderstood: (lines: string) => `not understood: line ${lines}`,
  and: ' and ',
  isNotThere: (path: string) => `${path} is not there`,
  shouldHave: (path: string, expected: string, found: string) =>
    `${path} should have ${expected} but has ${found}`,
  wrong: (list: string, image: string, counts: string, first: string) =>
    `According to ${list} in ${image}, ${counts}: ${first}.`,
};
