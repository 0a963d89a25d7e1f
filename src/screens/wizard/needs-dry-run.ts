import type { Asking } from './state.ts';
import { taskIn } from './undertaking.ts';

/** An empty file system and a job that goes on have nothing that could be tried beforehand. */
export function needsDryRun({ answers }: Pick<Asking, 'answers'>): boolean {
  return answers.job?.wish !== 'go-on' && taskIn(answers)?.rehearses !== 'nothing';
}
