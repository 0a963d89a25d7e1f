import { changeLines } from './changes.ts';
import { list } from './option.ts';
import { inPlan } from './place.ts';
import { changeRemark } from './rules.ts';

/** What is done to the files of an image. `--remove` and `--rename` add to the same list. */
export const editOptions = [
  list({
    id: 'changes',
    flag: { long: 'add', takes: 'mapping', repeatable: true, linesOf: 'changes' },
    row: 'none',
    ofSource: true,
    place: inPlan('changes', changeLines),
    remark: changeRemark,
  }),
] as const;
