/** What lists and pages say about what is out of sight. */
export const lists = {
  above: (count: number) => `${count} above`,
  below: (count: number) => `${count} below`,
  linesBelow: (lines: string) => `${lines} below`,
  andMore: (count: number) => `and ${count} more`,
  and: (more: string) => `and ${more}`,
  namesAnd: (names: string, more: number) => `${names} and ${more} more`,
  soFar: (entries: string) => `, ${entries} so far`,
  next: 'next',
};
