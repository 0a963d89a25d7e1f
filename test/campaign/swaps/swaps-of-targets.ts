import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import {
  collideUnseen,
  cutShort,
  folderLinked,
  grow,
  invert,
  linkOver,
  pipeOver,
  renameOver,
  secondNameOver,
} from './changes.ts';
import type { Moment } from './moments.ts';
import { type JobName, type Setting, type Swap, TARGET_BYTES } from './setting.ts';

const WHILE_WRITING: readonly Moment[] = ['begun', 'opened', 'write', 'writing', 'flush', 'verify', 'finish'];
const AFTER_A_KILL: readonly Moment[] = ['between', 'begun', 'opened', 'write', 'flush', 'verify', 'finish'];
/** After the last look at a name it may lead anywhere, as after the end of the job. */
const beforeTheLastLook = (moments: readonly Moment[]): Moment[] =>
  moments.filter((moment) => moment !== 'finish');
const BEFORE_UNDO: readonly Moment[] = ['between', 'asked', 'begun', 'opened'];

/** A file of the same size that nobody confirmed. */
export function decoy({ stage }: Setting): string {
  return stage.decoy('decoy/target.img', stage.bytes(TARGET_BYTES));
}

/** A twin: the same bytes, another file. */
export function twin({ stage, backing }: Setting): string {
  return stage.decoy('decoy/target.img', readFileSync(backing));
}

/** Ways in which the name of a target comes to lead elsewhere. */
const names: readonly { readonly kind: string; readonly change: Swap['change'] }[] = [
  {
    kind: 'a link to another file gets its name',
    change: (set) => linkOver(set.stage, set.target, decoy(set)),
  },
  { kind: 'another file gets its name', change: (set) => renameOver(set.target, decoy(set)) },
  {
    kind: 'its name becomes a second name of another file',
    change: (set) => secondNameOver(set.target, decoy(set)),
  },
  {
    kind: 'its folder becomes a link to another one',
    change: (set) => folderLinked(set.stage, dirname(set.target), dirname(decoy(set))),
  },
  { kind: 'a pipe gets its name', change: ({ stage, target }) => pipeOver(stage, target) },
  {
    kind: 'its name leads to a twin of the same bytes',
    change: (set) => linkOver(set.stage, set.target, twin(set)),
  },
];

function namesSwapped(
  job: JobName,
  prefix: string,
  moments: readonly Moment[],
  more: Partial<Swap> = {},
): Swap[] {
  return names.map(({ kind, change }) => ({
    thing: 'target',
    job,
    kind: `${prefix}: ${kind}`,
    moments,
    change,
    ...more,
  }));
}

/** What happens to a file or device while it is written, written further, or put back. */
export const swapsOfTargets: readonly Swap[] = [
  ...namesSwapped('write', 'file', ['asked', ...beforeTheLastLook(WHILE_WRITING)]),
  ...namesSwapped('resume', 'file of a job that goes on', beforeTheLastLook(AFTER_A_KILL)),
  ...namesSwapped('undo', 'file that is put back', BEFORE_UNDO, { source: 'small image' }),
  {
    thing: 'target',
    job: 'write',
    kind: 'file: bytes changed before they are read back',
    moments: ['writing', 'flush'],
    change: (set) => invert(set.stage, set.target, set.imageBytes),
  },
  {
    thing: 'target',
    job: 'write',
    source: 'packed image',
    kind: 'file: a piece changed before it is read back, its CRC-32 stays',
    moments: ['flush'],
    change: (set) => collideUnseen(set.stage, set.target, set.imageBytes),
  },
  {
    thing: 'target',
    job: 'write',
    source: 'folder',
    kind: 'file written from a folder: a piece changed before it is read back, its CRC-32 stays',
    moments: ['flush'],
    change: (set) => collideUnseen(set.stage, set.target, set.imageBytes),
  },
  {
    thing: 'target',
    job: 'write',
    kind: 'file: cut short',
    moments: ['begun', 'opened', 'writing', 'flush'],
    change: ({ target }) => cutShort(target),
  },
  {
    thing: 'target',
    job: 'write',
    kind: 'file: grown',
    moments: ['begun', 'opened', 'writing', 'flush'],
    change: ({ target }) => grow(target),
  },
  {
    thing: 'target',
    job: 'write',
    words: ['--delta'],
    kind: 'file of which only differences are written: bytes changed before they are read back',
    moments: ['writing', 'flush'],
    change: (set) => invert(set.stage, set.target, set.imageBytes),
  },
  {
    thing: 'target',
    job: 'verify',
    kind: 'file that is compared: its name leads to the right bytes, which are elsewhere',
    moments: ['begun'],
    change: (set) =>
      linkOver(set.stage, set.target, set.stage.decoy('decoy/target.img', grownTo(set.image, TARGET_BYTES))),
  },
];

function grownTo(image: Uint8Array, lengthBytes: number): Uint8Array {
  const bytes = new Uint8Array(lengthBytes);
  bytes.set(image);
  return bytes;
}
