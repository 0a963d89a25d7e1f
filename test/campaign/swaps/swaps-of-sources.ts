import { dirname } from 'node:path';
import {
  collideUnseen,
  copyOf,
  cutShort,
  folderLinked,
  grow,
  invert,
  invertUnseen,
  linkOver,
  memoryMapped,
  pipeOver,
  renameOver,
  secondNameOver,
} from './changes.ts';
import type { Moment } from './moments.ts';
import type { Setting, Swap } from './setting.ts';

const WHILE_WRITING: readonly Moment[] = [
  'opened',
  'write',
  'writing',
  'flush',
  'verify',
  'verifying',
  'finish',
];
const FROM_THE_JOB_ON: readonly Moment[] = ['begun', ...WHILE_WRITING];
const FROM_THE_QUESTION_ON: readonly Moment[] = ['asked', ...FROM_THE_JOB_ON];
const AFTER_IT_WAS_READ: readonly Moment[] = ['flush', 'verify', 'finish'];

/** The image with two bytes changed, as another file. */
function otherImage(set: Setting): string {
  const path = copyOf(set.stage, set.source, set.stage.path('image/other.iso'));
  invert(set.stage, path);
  return path;
}

const write = { thing: 'source', job: 'write' } as const;

/** What happens to an image while it is written, compared, or written further. */
export const swapsOfSources: readonly Swap[] = [
  {
    ...write,
    kind: 'image: bytes changed, times put back',
    moments: FROM_THE_QUESTION_ON,
    change: ({ stage, source }) => invertUnseen(stage, source),
  },
  {
    ...write,
    kind: 'image: bytes changed',
    moments: FROM_THE_JOB_ON,
    change: ({ stage, source }) => invert(stage, source),
  },
  {
    ...write,
    kind: 'image: bytes changed through memory (mmap), after they were read',
    moments: AFTER_IT_WAS_READ,
    prepare: async (set) => {
      set.later = await memoryMapped(set.stage, set.source);
    },
    change: (set) => set.later?.(),
  },
  {
    ...write,
    kind: 'image: bytes changed through memory (mmap), while they are read',
    moments: ['begun', 'write', 'writing'],
    isUntold: true,
    prepare: async (set) => {
      set.later = await memoryMapped(set.stage, set.source);
    },
    change: (set) => set.later?.(),
  },
  {
    ...write,
    kind: 'image: a piece changed, its CRC-32 and its times stay',
    moments: FROM_THE_JOB_ON,
    change: ({ stage, source }) => collideUnseen(stage, source),
  },
  {
    ...write,
    kind: 'image: cut short',
    moments: FROM_THE_JOB_ON,
    change: ({ source }) => cutShort(source),
  },
  { ...write, kind: 'image: grown', moments: FROM_THE_QUESTION_ON, change: ({ source }) => grow(source) },
  {
    ...write,
    kind: 'image: another file gets its name',
    moments: FROM_THE_QUESTION_ON,
    change: (set) => renameOver(set.source, otherImage(set)),
  },
  {
    ...write,
    kind: 'image: a link gets its name',
    moments: FROM_THE_QUESTION_ON,
    change: (set) => linkOver(set.stage, set.source, otherImage(set)),
  },
  {
    ...write,
    kind: 'image: its name becomes a second name of another file',
    moments: FROM_THE_QUESTION_ON,
    change: (set) => secondNameOver(set.source, otherImage(set)),
  },
  {
    ...write,
    kind: 'image: a pipe gets its name',
    moments: ['asked', 'begun', 'opened', 'verify'],
    change: ({ stage, source }) => pipeOver(stage, source),
  },
  {
    ...write,
    kind: 'image: its name leads to a device',
    moments: ['asked', 'begun', 'opened', 'verify'],
    change: ({ stage, source }) => linkOver(stage, source, '/dev/zero'),
  },
  {
    ...write,
    kind: 'image: its folder becomes a link to another one',
    moments: ['asked', 'begun', 'opened', 'writing', 'verify'],
    change: (set) => {
      const other = set.stage.path('elsewhere');
      set.stage.file('elsewhere/image.iso', set.stage.bytes(set.image.length));
      folderLinked(set.stage, dirname(set.source), other);
    },
  },
  {
    ...write,
    kind: 'image onto a loop device: bytes changed, times put back',
    onLoop: true,
    moments: FROM_THE_QUESTION_ON,
    change: ({ stage, source }) => invertUnseen(stage, source),
  },
  {
    ...write,
    words: ['--delta'],
    kind: 'image of which only differences are written: bytes changed, times put back',
    moments: WHILE_WRITING,
    change: ({ stage, source }) => invertUnseen(stage, source),
  },
  {
    ...write,
    source: 'packed image',
    kind: 'packed image: bytes changed, times put back',
    moments: FROM_THE_JOB_ON,
    change: ({ stage, source }) => invertUnseen(stage, source),
  },
  {
    thing: 'source',
    job: 'verify',
    kind: 'image that is compared: the name of one that was never written',
    moments: ['begun'],
    prepare: (set) => {
      // The target holds the other one from the beginning.
      const other = otherImage(set);
      copyOf(set.stage, other, set.target);
      set.later = () => renameOver(set.source, other);
    },
    change: (set) => set.later?.(),
  },
  {
    thing: 'source',
    job: 'resume',
    kind: 'image of a job that goes on: bytes changed, times put back',
    moments: ['between', 'begun', 'opened', 'write', 'flush', 'verify'],
    change: ({ stage, source }) => invertUnseen(stage, source),
  },
  {
    thing: 'source',
    job: 'resume',
    kind: 'image of a job that goes on: another file gets its name',
    moments: ['between', 'begun', 'opened', 'write', 'verify'],
    change: (set) => renameOver(set.source, otherImage(set)),
  },
];
