import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { copyOf, folderLinked, invert, invertUnseen, linkOver, pipeOver, renameOver } from './changes.ts';
import type { Moment } from './moments.ts';
import type { Setting, Swap } from './setting.ts';
import type { Stage } from './stage.ts';

/** From the moment on at which the layout stands: what lies in the folder before is what it is. */
const ONCE_PLANNED: readonly Moment[] = ['write', 'writing', 'flush', 'verify', 'verifying', 'finish'];
const WHILE_MADE: readonly Moment[] = ['begun', 'opened', 'write', 'writing', 'flush', 'verify', 'finish'];

const large = ({ stage }: Setting): string => stage.path('tree/large.bin');

function otherFile(set: Setting): string {
  const path = copyOf(set.stage, large(set), set.stage.path('other.bin'));
  invert(set.stage, path);
  return path;
}

const ways: readonly { readonly kind: string; readonly change: Swap['change'] }[] = [
  { kind: 'a file: bytes changed, times put back', change: (set) => invertUnseen(set.stage, large(set)) },
  { kind: 'a file: another one gets its name', change: (set) => renameOver(large(set), otherFile(set)) },
  { kind: 'a file: a link gets its name', change: (set) => linkOver(set.stage, large(set), otherFile(set)) },
  { kind: 'a file: a pipe gets its name', change: (set) => pipeOver(set.stage, large(set)) },
  {
    kind: 'a folder in it becomes a link to another one',
    change({ stage }) {
      stage.file('elsewhere/file.bin', stage.bytes(1 << 20));
      folderLinked(stage, stage.path('tree/inner'), stage.path('elsewhere'));
    },
  },
];

const folder = { thing: 'folder', source: 'folder' } as const;

/** Somebody's folder with files of the names that were taken out so far: what is made next by its path lands there. */
function likeSoFar(stage: Stage): string {
  const names = readdirSync(stage.path('out/inner'));
  return stage.decoyFolder('elsewhere', Object.fromEntries(names.map((name) => [name, 'mine'])));
}

/** Changes within a folder that is packed, and of the folders in which something is made. */
export const swapsOfFolders: readonly Swap[] = [
  ...ways.map(({ kind, change }) => ({
    ...folder,
    job: 'make' as const,
    kind: `source folder: ${kind}`,
    moments: ONCE_PLANNED,
    change,
  })),
  ...ways.slice(0, 2).map(({ kind, change }) => ({
    ...folder,
    job: 'write' as const,
    kind: `source folder that is written: ${kind}`,
    moments: ONCE_PLANNED,
    change,
  })),
  {
    ...folder,
    job: 'make',
    kind: 'destination of make: becomes a link to another folder',
    moments: WHILE_MADE,
    change: ({ stage }) => folderLinked(stage, stage.path('out'), stage.decoyFolder('elsewhere', { a: 'a' })),
  },
  {
    ...folder,
    job: 'make',
    kind: 'destination of make: a checksum file of that name comes to be there',
    moments: ['before', ...WHILE_MADE],
    change: ({ stage }) => void stage.decoy('out/out.iso.sha256', 'mine'),
  },
  {
    ...folder,
    job: 'make',
    kind: 'destination of make: a link stands where the checksum file is to be',
    moments: ['before', ...WHILE_MADE],
    change: ({ stage }) =>
      linkOver(stage, stage.path('out/out.iso.sha256'), stage.decoy('precious', 'precious')),
  },
  {
    thing: 'folder',
    job: 'extract',
    kind: 'extraction: a folder in the destination becomes a link',
    moments: ['opened', 'writing', 'finish'],
    change: ({ stage }) => folderLinked(stage, stage.path('out/inner'), likeSoFar(stage)),
  },
  {
    thing: 'folder',
    job: 'extract',
    words: ['--force'],
    kind: 'extraction that replaces: a folder in the destination becomes a link',
    moments: ['opened', 'writing', 'finish'],
    change: ({ stage }) => folderLinked(stage, stage.path('out/inner'), likeSoFar(stage)),
  },
  {
    thing: 'folder',
    job: 'extract',
    kind: 'extraction: a folder in the destination is a link from the beginning',
    moments: ['before'],
    change: ({ stage }) =>
      linkOver(stage, stage.path('out/inner'), stage.decoyFolder('elsewhere', { a: 'a' })),
  },
  {
    thing: 'folder',
    job: 'extract',
    kind: 'extraction: the destination becomes a link',
    moments: ['opened', 'writing', 'finish'],
    change: ({ stage }) =>
      folderLinked(stage, stage.path('out'), stage.decoyFolder('elsewhere', { 'inner/file-001': 'mine' })),
  },
  {
    thing: 'folder',
    job: 'extract',
    kind: 'extraction: a file that was taken out becomes a link',
    moments: ['writing', 'finish'],
    change({ stage }) {
      const name = ['file-000', 'file-001'].find((one) => existsSync(join(stage.path('out/inner'), one)));
      linkOver(stage, stage.path(`out/inner/${name}`), stage.decoy('precious', 'precious'));
    },
  },
];
