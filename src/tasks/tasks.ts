import type { Kind, Plan } from '../engine/contract/plan/plan.ts';
import { burn } from './burn.ts';
import { convert } from './convert.ts';
import { edit } from './edit.ts';
import { jobs } from './jobs.ts';
import { look } from './look.ts';
import { make } from './make.ts';
import { opensByItself, type Rights } from './needs-root.ts';
import { read } from './read.ts';
import { recovery } from './recovery.ts';
import { restore } from './restore.ts';
import type { Entry, Task } from './task.ts';
import { undo } from './undo.ts';
import { verify } from './verify.ts';
import { write } from './write.ts';

/** Every kind of job. Complete by type: a kind without a task does not compile. */
export const tasks: { readonly [K in Kind]: Task<K> } = {
  make,
  read,
  write,
  verify,
  undo,
  restore,
  convert,
  edit,
  burn,
  recovery,
};

/** In the order of the command line's help. */
export const allTasks: readonly Task[] = Object.values(tasks);

const isRead = ({ drives }: Entry): boolean => drives === 'saved';

/** The wizard's first list, from top to bottom: what goes onto drives or stays here, what comes back from drives, what is in an image, and earlier jobs. */
export const menu: readonly Entry[] = [
  ...allTasks.filter((task) => !isRead(task)),
  ...allTasks.filter(isRead),
  look,
  jobs,
].filter(({ words }) => words.menu !== undefined);

export function taskOf({ do: kind }: Pick<Plan, 'do'>): Task {
  return tasks[kind];
}

/** The kind with this name; undefined for what is none. */
export function taskWith(id: Entry['id'] | undefined): Task | undefined {
  return allTasks.find((task) => task.id === id);
}

/** What was chosen in the first list. */
export function entryOf(id: Entry['id']): Entry {
  return [...allTasks, look, jobs].find((entry) => entry.id === id) ?? jobs;
}

/** Root is needed: this process is not root, and this user has no rights of their own on the drives. */
export function needsRoot(plan: Plan, machine: Rights): boolean {
  return taskOf(plan).needsRoot(plan) && !machine.isPrivileged() && !opensByItself(plan, machine);
}
