import type { Situation } from './options/option.ts';
import { optionOf } from './options/options.ts';
import type { AskedSource, Task, Values } from './task.ts';

/** The value of a choice, its default when nothing was said. */
export function chosenIn(values: Values): (id: string) => string {
  return (id) => {
    const value = values[id];
    return typeof value === 'string' ? value : (optionOf(id).values[0] ?? '');
  };
}

function asksForFiles(task: Pick<Task, 'options'> | undefined, chosen: (id: string) => string): boolean {
  return task?.options.includes('files') === true && chosen('files') === 'on';
}

interface Known {
  readonly source: AskedSource | undefined;
  readonly values: Values;
  readonly wantedLabel?: string | undefined;
}

/** What the options of a task may depend on. */
export function situationOf(
  task: Pick<Task, 'authors' | 'options'> | undefined,
  { source, values, wantedLabel }: Known,
): Situation {
  const chosen = chosenIn(values);
  const isStick = source !== undefined && asksForFiles(task, chosen);
  const isAuthored = !isStick && (task?.authors(source, chosen) ?? false);
  return { isAuthored, isStick, source, wantedLabel, chosen };
}
