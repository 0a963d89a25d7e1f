import { outputPath } from './output.ts';
import { savesMedium } from './purpose-of.ts';
import type { Asking } from './state.ts';

/** Whether the rescue that is asked for goes on with an unfinished one of that name. */
export function goesOnThere({ answers, output }: Pick<Asking, 'answers' | 'output'>): boolean {
  const { found } = output;
  if (found?.goesOn !== true || found.path !== outputPath(output)) return false;
  return savesMedium(answers) && !answers.replace;
}
