import { convertFormats } from '../../engine/contract/plan/kinds/convert.ts';
import { byteCount, optIn, wordOf } from './codec.ts';
import { choice, text } from './option.ts';
import { inPlan } from './place.ts';
import { partRemark } from './rules.ts';

/** What an image is put into. */
export const convertOptions = [
  choice(['auto', ...convertFormats], {
    id: 'convertFormat',
    flag: { long: 'format', takes: 'text' },
    place: inPlan('format', wordOf(...convertFormats)),
  }),
  text({
    id: 'split',
    flag: { long: 'split', takes: 'text' },
    row: 'advanced',
    place: inPlan('splitBytes', byteCount),
    remark: partRemark,
  }),
  choice(['off', 'on'], {
    id: 'mostlyEmpty',
    flag: { long: 'mostly-empty' },
    row: 'advanced',
    place: inPlan('mostlyEmpty', optIn),
  }),
] as const;
