/** Every step by its id. */
const steps = {
  task: 'What to do',
  jobs: 'Jobs',
  source: 'Source',
  medium: 'Source',
  where: 'Where to',
  look: 'Image',
  inside: 'Files',
  pick: 'Choose',
  extract: 'Extract',
  output: 'Output',
  target: 'Target',
  options: 'Options',
  summary: 'Summary',
  confirm: 'Confirm',
};

/** What stands around every screen, and the columns of its labels. */
export const frame = {
  steps,
  step: (number: number, of: number, title: string) => `Step ${number}/${of}  ${title}`,
  report: 'Report',
  job: (id: string) => `job ${id}`,
  drives: (count: number, names: string) => `${count} drives: ${names}`,
  itsChecksum: 'its checksum',
  /** Columns of the labels on summary and report, including the gap. */
  labelColumns: 10,
  tooSmall: 'This window is too small: isowright needs 40 columns and 10 rows. Make it larger.',
  onlyRoot: (names: string) =>
    `Only root may open ${names}. The job now asks for root; this program itself does not get it.`,
  goesOnAlone: 'The job keeps running. To watch it again:',
};
