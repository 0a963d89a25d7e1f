import type { Ask, Entry, Task } from '../../tasks/task.ts';
import { entryOf, tasks, taskWith } from '../../tasks/tasks.ts';
import type { Answers } from './state.ts';

type Chosen = Pick<Answers, 'task' | 'job' | 'changes'>;

/** What was chosen in the first list. */
export function entryIn({ task }: Pick<Answers, 'task'>): Entry | undefined {
  return task === undefined ? undefined : entryOf(task);
}

/** The kind of job these answers lead to; undefined before it is known, for a job that is gone on with, and for
 * an image that is only looked into. */
export function taskIn({ task, job, changes }: Chosen): Task | undefined {
  if (changes.length > 0) return tasks.edit;
  if (job === undefined) return taskWith(task);
  return job.wish === 'put-back' ? tasks.undo : undefined;
}

/** Whether a question is one of those that these answers still lead to. */
export function asksFor(chosen: Chosen, ask: Ask): boolean {
  return (taskIn(chosen) ?? entryIn(chosen))?.asks.includes(ask) ?? false;
}
