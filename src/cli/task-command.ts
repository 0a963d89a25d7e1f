import type { FlagId } from '../tasks/flags.ts';
import type { Task } from '../tasks/task.ts';
import { allTasks } from '../tasks/tasks.ts';
import { type CommandSpec, command } from './command.ts';

/** The command of a kind of job: its arguments become a plan, which is shown, or confirmed and carried out. */
function taskCommand(task: Task): CommandSpec {
  const { source, targets, job, flags } = task.command;
  return command<FlagId>({
    name: task.id,
    about: () => task.words.about,
    arguments: [source, targets, job].filter((argument) => argument !== undefined),
    flags,
    options: task.options,
    follows: true,
    run: async (call) => (await import('./run-task.ts')).runTask(task, call),
  });
}

export const taskCommands: readonly CommandSpec[] = allTasks.map(taskCommand);
