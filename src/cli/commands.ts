import { t } from '../words/language.ts';
import { attach } from './attach.ts';
import { extractFiles, list } from './browse.ts';
import { type CommandSpec, command, type Groups } from './command.ts';
import { completion, shells } from './completion/completion.ts';
import { completedTree } from './completion/tree.ts';
import { devices } from './devices.ts';
import { inspect } from './inspect.ts';
import { jobs, resume } from './jobs.ts';
import { addProtected, listProtected, removeProtected } from './never-touch.ts';
import { practice } from './practice/practice.ts';
import { run } from './run.ts';
import { taskCommands } from './task-command.ts';

const image = { name: 'image', takes: 'image' } as const;
const serialOrPath = { name: 'serial-or-path', takes: 'device' } as const;

/** Every command, in the order of the help. */
export const commands: readonly CommandSpec[] = [
  command({
    name: 'devices',
    about: () => t().commands.devices,
    flags: ['names'],
    run: ({ flags, face }) => devices(flags, face),
  }),
  ...taskCommands,
  command({
    name: 'inspect',
    about: () => t().commands.inspect,
    arguments: [image],
    flags: ['check'],
    run: ({ one, flags, face }) => inspect(one('image'), flags, face),
  }),
  command({
    name: 'ls',
    about: () => t().commands.ls,
    arguments: [image, { name: 'path', takes: 'text', optional: true }],
    run: ({ one, many, flags, face }) => list(one('image'), many('path')[0], flags, face),
  }),
  command({
    name: 'extract',
    about: () => t().commands.extract,
    arguments: [image, { name: 'path', takes: 'text', many: true, optional: true }],
    flags: ['directory', 'forceFiles'],
    run: ({ one, many, flags, face }) => extractFiles(one('image'), many('path'), flags, face),
  }),
  command({
    name: 'run',
    follows: true,
    about: () => t().commands.run,
    arguments: [{ name: 'plan', takes: 'file' }],
    run: ({ one, flags, face }) => run(one('plan'), flags, face),
  }),
  command({
    name: 'practice',
    follows: true,
    about: () => t().commands.practice,
    run: ({ flags, face }) => practice(flags, face),
  }),
  command({
    name: 'jobs',
    about: () => t().commands.jobs,
    flags: ['clean', 'names'],
    run: ({ flags, face }) => jobs(flags, face),
  }),
  command({
    name: 'attach',
    follows: true,
    about: () => t().commands.attach,
    arguments: [{ name: 'job', takes: 'job', optional: true }],
    flags: ['pause', 'continue', 'stop'],
    run: ({ many, flags, face }) => attach(many('job')[0], flags, face),
  }),
  command({
    name: 'resume',
    follows: true,
    about: () => t().commands.resume,
    arguments: [{ name: 'job', takes: 'job' }],
    run: ({ one, flags, face }) => resume(one('job'), flags, face),
  }),
  command({
    name: 'config never-touch add',
    about: () => t().commands['config never-touch add'],
    arguments: [serialOrPath],
    run: ({ one, flags, face }) => addProtected(one('serial-or-path'), flags, face),
  }),
  command({
    name: 'config never-touch remove',
    about: () => t().commands['config never-touch remove'],
    arguments: [serialOrPath],
    run: ({ one, flags, face }) => removeProtected(one('serial-or-path'), flags, face),
  }),
  command({
    name: 'config never-touch list',
    about: () => t().commands['config never-touch list'],
    run: ({ flags, face }) => listProtected(flags, face),
  }),
  command({
    name: 'completion',
    about: () => t().commands.completion,
    arguments: [{ name: 'shell', takes: 'text', values: shells }],
    run: ({ one, face }) => completion(one('shell'), completedTree(commands, groups), face),
  }),
];

/** Groups of commands, and what is said of them. */
export const groups: Groups = {
  config: () => t().commands.config,
  'config never-touch': () => t().commands['config never-touch'],
};
