import { burnNature } from '../engine/contract/plan/kinds/burn.ts';
import { t } from '../words/language.ts';
import { piecesOf, planSource } from './build.ts';
import { opensDrives } from './needs-root.ts';
import { authorOptionIds } from './options/options.ts';
import type { Task } from './task.ts';

/** An image, or files laid out on the way, goes onto discs. */
export const burn: Task<'burn'> = {
  id: 'burn',
  nature: burnNature,
  takes: { folder: 'yes', image: 'any', receipt: false },
  drives: 'burned',
  asks: ['source', 'target', 'options', 'confirm'],
  options: [
    ...authorOptionIds,
    'verify',
    'speed',
    'multi',
    'dummy',
    'blank',
    'spares',
    'eject',
    'engine',
    'receipt',
    'sha256',
    'hashFile',
    'raw',
    'allowTruncated',
  ],
  rehearses: 'source',
  hasForecast: true,
  confirms: 'names',
  command: {
    source: { name: 'image', takes: 'image' },
    targets: { name: 'drive', takes: 'device', many: true },
    flags: ['expectSerial', 'expectBlank', 'yesBurn'],
  },
  authors: (source) => source?.kind === 'folder',
  plan(asked) {
    const source = planSource(asked, burn);
    if (source === undefined || asked.targets === undefined || asked.targets.length === 0) return undefined;
    return { v: 1, do: 'burn', source, targets: [...asked.targets], verify: true, ...piecesOf(asked).plan };
  },
  needsRoot: opensDrives,
  get words() {
    return t().kinds.burn;
  },
};
