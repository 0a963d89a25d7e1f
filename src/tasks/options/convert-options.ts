import { convertFormats } from '../../engine/contract/plan/kinds/convert.ts';
import { optIn, wordOf } from './codec.ts';
import { choice } from './option.ts';
import { inPlan } from './place.ts';

/** What an image is put into. */
export const convertOptions = [
  choice(['auto', ...convertFormats], {
    id: 'convertFormat',
    flag: { long: 'format', takes: 'text' },
    place: inPlan('format', wordOf(...convertFormats)),
  }),
  choice(['off', 'on'], {
    id: 'mostlyEmpty',
    flag: { long: 'mostly-empty' },
    row: 'advanced',
    place: inPlan('mostlyEmpty', optIn),
  }),
] as const;
