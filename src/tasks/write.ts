import { writeNature } from '../engine/contract/plan/kinds/write.ts';
import { isLocal } from '../engine/contract/plan/source-path.ts';
import { t } from '../words/language.ts';
import { piecesOf, planSource } from './build.ts';
import { targetFlags } from './flags.ts';
import { opensDrives } from './needs-root.ts';
import { installerOptionIds } from './options/installer-options.ts';
import { authorOptionIds } from './options/options.ts';
import type { Task } from './task.ts';

/** An image, or files laid out on the way, goes onto drives. */
export const write: Task<'write'> = {
  id: 'write',
  nature: writeNature,
  takes: { folder: 'yes', image: 'any', receipt: false },
  drives: 'written',
  asks: ['source', 'target', 'options', 'confirm'],
  options: [
    'files',
    ...authorOptionIds,
    'verify',
    'delta',
    'test',
    'table',
    'bios',
    'filesSize',
    'persistence',
    ...installerOptionIds,
    'stickFileSystem',
    'receipt',
    'bmap',
    'bmapFile',
    'sha256',
    'hashFile',
    'raw',
    'allowTruncated',
    'rebuild',
    'discard',
  ],
  rehearses: 'source',
  hasForecast: true,
  confirms: 'names',
  command: {
    source: { name: 'image', takes: 'image' },
    targets: { name: 'target', takes: 'device', many: true },
    flags: ['imageFor', ...targetFlags],
  },
  authors: (source, chosen) =>
    source?.kind === 'folder' ||
    (source?.kind === 'image' &&
      (chosen('rebuild') === 'on' || chosen('files') === 'on') &&
      isLocal(source.path)),
  plan(asked) {
    const source = planSource(asked, write);
    if (source === undefined || asked.targets === undefined || asked.targets.length === 0) return undefined;
    return { v: 1, do: 'write', source, targets: [...asked.targets], verify: true, ...piecesOf(asked).plan };
  },
  needsRoot: opensDrives,
  get words() {
    return t().kinds.write;
  },
};
