import { verifyNature } from '../engine/contract/plan/kinds/verify.ts';
import { isLocal } from '../engine/contract/plan/source-path.ts';
import { t } from '../words/language.ts';
import { planSource } from './build.ts';
import { opensDrives } from './needs-root.ts';
import { installerOptionIds } from './options/installer-options.ts';
import type { Task } from './task.ts';

/** An image, or a receipt in its place, is compared with drives; or an image with its own checksums. */
export const verify: Task<'verify'> = {
  id: 'verify',
  nature: verifyNature,
  takes: { folder: 'typed', image: 'any', receipt: true },
  drives: 'compared',
  asks: ['source', 'target', 'options'],
  options: [
    'bmap',
    'bmapFile',
    'sha256',
    'hashFile',
    'raw',
    'allowTruncated',
    'fixedTime',
    'files',
    'table',
    'bios',
    'filesSize',
    'persistence',
    'stickFileSystem',
    'label',
    ...installerOptionIds,
    'exclude',
    'followLinks',
    'oneFileSystem',
  ],
  seldom: ['files', 'label', ...installerOptionIds, 'exclude', 'followLinks', 'oneFileSystem'],
  rehearses: 'source',
  hasForecast: false,
  confirms: 'nothing',
  command: {
    source: { name: 'image', takes: 'image' },
    targets: { name: 'target', takes: 'device', many: true, optional: true },
    flags: ['fileRead'],
  },
  authors: (source, chosen) =>
    source?.kind === 'folder' ||
    (source?.kind === 'image' && chosen('files') === 'on' && isLocal(source.path)),
  plan(asked) {
    const { source, targets } = asked;
    if (source === undefined || targets === undefined) return undefined;
    const from =
      source.kind === 'receipt'
        ? ({ kind: 'receipt', path: source.path } as const)
        : planSource(asked, verify);
    return from && { v: 1, do: 'verify', source: from, targets: [...targets] };
  },
  needsRoot: opensDrives,
  get words() {
    return t().kinds.verify;
  },
};
