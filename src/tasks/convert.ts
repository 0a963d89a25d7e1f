import { convertNature } from '../engine/contract/plan/kinds/convert.ts';
import { t } from '../words/language.ts';
import { piecesOf, planSource } from './build.ts';
import { opensDrives } from './needs-root.ts';
import type { Task } from './task.ts';

/** An image, whatever container it is in, becomes a file of another format. */
export const convert: Task<'convert'> = {
  id: 'convert',
  nature: convertNature,
  takes: { folder: 'no', image: 'any', receipt: false },
  drives: 'none',
  asks: ['source', 'output', 'options'],
  options: ['convertFormat', 'split', 'mostlyEmpty', 'allowTruncated', 'sha256', 'hashFile'],
  rehearses: 'source',
  hasForecast: false,
  confirms: 'nothing',
  command: { source: { name: 'image', takes: 'image' }, flags: ['output', 'force'] },
  authors: () => false,
  plan(asked) {
    const source = planSource(asked, convert);
    if (source?.kind !== 'image' || asked.output === undefined) return undefined;
    const { path, replace } = asked.output;
    return { v: 1, do: 'convert', source, output: { path, replace }, ...piecesOf(asked).plan };
  },
  needsRoot: opensDrives,
  get words() {
    return t().kinds.convert;
  },
};
