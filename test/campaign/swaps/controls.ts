import type { Moment } from './moments.ts';
import type { JobName, SourceForm, Swap } from './setting.ts';

const jobs: readonly {
  readonly job: JobName;
  readonly source?: SourceForm;
  readonly moments: readonly Moment[];
}[] = [
  { job: 'write', moments: ['asked', 'begun', 'writing', 'flush', 'verify', 'verifying', 'finish'] },
  { job: 'write', source: 'packed image', moments: ['writing', 'verify'] },
  { job: 'write', source: 'folder', moments: ['writing', 'verify', 'finish'] },
  { job: 'write', source: 'image with holes', moments: ['writing', 'verify'] },
  { job: 'resume', moments: ['between', 'begun', 'flush', 'verify'] },
  { job: 'undo', source: 'small image', moments: ['between', 'begun', 'opened'] },
  { job: 'make', source: 'folder', moments: ['begun', 'writing', 'verify', 'finish'] },
  { job: 'extract', moments: ['opened', 'writing', 'finish'] },
];

/** Jobs that are stopped and go on while nothing is changed: all of them end well, or the others would prove nothing. */
export const controls: readonly Swap[] = jobs.map(({ job, source = 'image', moments }) => ({
  thing: 'nothing',
  kind: `nothing is changed: ${source}`,
  job,
  source,
  moments,
  change: () => undefined,
}));
