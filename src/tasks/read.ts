import { readNature } from '../engine/contract/plan/kinds/read.ts';
import { t } from '../words/language.ts';
import { piecesOf } from './build.ts';
import { savedFlags } from './flags.ts';
import { mediumDeviceOf, opensDrives } from './needs-root.ts';
import type { Task } from './task.ts';

/**
 * A medium becomes an image, several, or a drive. A face asks for the source (`kind: 'medium'`: a device or a file that stands for one, with what was seen
 * of it in `expect`; the wizard makes it of the drive that was chosen), then for the output; without an output only a scan can be
 * planned. Of a job that runs, progress in
 * phase `read` has `rescue` (pass, counters, `picture`); at the end the report has `medium`.
 */
export const read: Task<'read'> = {
  id: 'read',
  nature: readNature,
  takes: { folder: 'no', image: 'none', receipt: false, medium: true },
  drives: 'saved',
  asks: ['medium', 'where', 'target', 'output', 'options', 'confirm'],
  options: [
    'rescueMap',
    'retries',
    'scan',
    'whole',
    'session',
    'otherCopy',
    'blockMap',
    'mostSeconds',
    'mostErrors',
    'receipt',
  ],
  rehearses: 'source',
  hasForecast: false,
  confirms: 'names',
  command: { source: { name: 'device', takes: 'device' }, flags: savedFlags, outputs: 'mixed' },
  authors: () => false,
  plan(asked) {
    const { source, output, otherOutputs = [], targets = [], values } = asked;
    if (source?.kind !== 'medium') return undefined;
    const isScan = values.scan === 'on';
    if (output === undefined && targets.length === 0 && !isScan) return undefined;
    const { path, expect } = source;
    const from = { kind: 'medium' as const, path, ...(expect && { expect }) };
    return {
      v: 1,
      do: 'read',
      source: from,
      ...(output && !isScan && { output: { path: output.path, replace: output.replace } }),
      ...(otherOutputs.length > 0 && !isScan && { otherOutputs: [...otherOutputs] }),
      ...(targets.length > 0 && !isScan && { targets: [...targets] }),
      ...piecesOf(asked).plan,
    };
  },
  needsRoot: (plan) => mediumDeviceOf(plan) !== undefined || opensDrives(plan),
  get words() {
    return t().kinds.read;
  },
};
