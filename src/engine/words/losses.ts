import type { Loss, LossReason } from '../jobs/events.ts';
import { countOf } from './sizes.ts';

/** Losses of one kind together. */
export interface LossGroup {
  readonly reason: LossReason;
  /** `3 names are shortened` */
  readonly text: string;
  readonly losses: readonly Loss[];
}

const wording: { readonly [R in LossReason]: readonly [one: string, many: string] } = {
  'name-shortened': ['name is shortened', 'names are shortened'],
  'name-changed': ['name is changed', 'names are changed'],
  'link-dropped': ['link is left out', 'links are left out'],
  'special-file-dropped': ['special file is left out', 'special files are left out'],
  'device-dropped': ['device file is left out', 'device files are left out'],
  'owner-lost': ['owner is not kept', 'owners are not kept'],
  'path-too-deep': ['path is too deep', 'paths are too deep'],
  'path-too-long': ['path is too long', 'paths are too long'],
  'too-many-folders': ['folder is misplaced in the path table', 'folders are misplaced in the path table'],
  'file-too-large': ['file is too large', 'files are too large'],
  'same-name-dropped': [
    'name differs in case only and is left out',
    'names differ in case only and are left out',
  ],
  'changed-meanwhile': ['file changed while it was read', 'files changed while they were read'],
  unreadable: ['entry cannot be read', 'entries cannot be read'],
  'time-out-of-range': ['time cannot be kept', 'times cannot be kept'],
};

const where: { readonly [W in Loss['where']]: string } = {
  iso9660: 'on plain ISO 9660 readers',
  joliet: 'on Windows',
  udf: 'in UDF',
  'rock-ridge': 'on Linux and Unix',
  esp: 'in the EFI system partition',
  all: 'everywhere',
};

/** What is gone stands before what is only called otherwise. */
const gravest: readonly LossReason[] = [
  'unreadable',
  'changed-meanwhile',
  'file-too-large',
  'path-too-deep',
  'path-too-long',
  'same-name-dropped',
  'link-dropped',
  'special-file-dropped',
  'device-dropped',
];

/** Losses by reason: the gravest first, then the most frequent. */
export function lossGroups(losses: readonly Loss[]): LossGroup[] {
  const byReason = new Map<LossReason, Loss[]>();
  for (const loss of losses) {
    const group = byReason.get(loss.reason);
    if (group) group.push(loss);
    else byReason.set(loss.reason, [loss]);
  }
  return [...byReason]
    .map(([reason, group]) => ({ reason, text: countOf(group.length, ...wording[reason]), losses: group }))
    .sort((a, b) => rank(a) - rank(b) || b.losses.length - a.losses.length);
}

function rank({ reason }: LossGroup): number {
  const place = gravest.indexOf(reason);
  return place < 0 ? gravest.length : place;
}

/** One loss as a line: the path, what it becomes, and where. */
export function lossText(loss: Loss): string {
  const becomes = loss.becomes === undefined ? '' : ` becomes ${loss.becomes}`;
  return `${loss.path}${becomes} (${wording[loss.reason][0]} ${where[loss.where]})`;
}

/** One loss below the name of its kind: the path, what it becomes, and where. */
export function lossLine(loss: Loss): string {
  const becomes = loss.becomes === undefined ? '' : ` becomes ${loss.becomes}`;
  return `${loss.path}${becomes}, ${where[loss.where]}`;
}
