/** What is counted. */
export const nouns = {
  moreChange: { one: 'more change', other: 'more changes' },
  file: { one: 'file', other: 'files' },
  folder: { one: 'folder', other: 'folders' },
  entry: { one: 'entry', other: 'entries' },
  byte: { one: 'byte', other: 'bytes' },
  partition: { one: 'partition', other: 'partitions' },
  place: { one: 'place', other: 'places' },
  target: { one: 'target', other: 'targets' },
  line: { one: 'line', other: 'lines' },
  finishedJob: { one: 'finished job', other: 'finished jobs' },
  moreLine: { one: 'more line', other: 'more lines' },
  moreFile: { one: 'more file', other: 'more files' },
  moreDifference: { one: 'more difference', other: 'more differences' },
  entryWas: { one: 'entry was', other: 'entries were' },
};
