import { t } from '../words/language.ts';
import { type CommandSpec, command, type Groups } from './command.ts';
import { completion, shells } from './completion/completion.ts';
import { completedTree } from './completion/tree.ts';
import { wants } from './doctor/wants.ts';
import { addProtected, listProtected, removeProtected } from './never-touch.ts';
import { taskCommands } from './task-command.ts';

const image = { name: 'image', takes: 'image' } as const;
const serialOrPath = { name: 'serial-or-path', takes: 'device' } as const;

/** Every command, in the order of the help. What one does is loaded when it is asked for. */
export const commands: readonly CommandSpec[] = [
  command({
    name: 'devices',
    about: () => t().commands.devices,
    flags: ['names'],
    run: async ({ flags, face }) => (await import('./devices.ts')).devices(flags, face),
  }),
  ...taskCommands,
  command({
    name: 'inspect',
    about: () => t().commands.inspect,
    arguments: [image],
    flags: ['check'],
    run: async ({ one, flags, face }) => (await import('./inspect.ts')).inspect(one('image'), flags, face),
  }),
  command({
    name: 'ls',
    about: () => t().commands.ls,
    arguments: [image, { name: 'path', takes: 'text', optional: true }],
    run: async ({ one, many, flags, face }) =>
      (await import('./browse.ts')).list(one('image'), many('path')[0], flags, face),
  }),
  command({
    name: 'extract',
    about: () => t().commands.extract,
    arguments: [image, { name: 'path', takes: 'text', many: true, optional: true }],
    flags: ['directory', 'forceFiles'],
    run: async ({ one, many, flags, face }) =>
      (await import('./browse.ts')).extractFiles(one('image'), many('path'), flags, face),
  }),
  command({
    name: 'compare',
    about: () => t().commands.compare,
    arguments: [
      { name: 'a', takes: 'image' },
      { name: 'b', takes: 'image' },
    ],
    flags: ['by'],
    run: async ({ one, flags, face }) =>
      (await import('./compare.ts')).compare(one('a'), one('b'), flags, face),
  }),
  command({
    name: 'mount',
    about: () => t().commands.mount,
    arguments: [
      { name: 'image', takes: 'image', optional: true },
      { name: 'folder', takes: 'folder', optional: true },
    ],
    run: async ({ many, flags, face }) =>
      (await import('./mount.ts')).mount(many('image')[0], many('folder')[0], flags, face),
  }),
  command({
    name: 'unmount',
    about: () => t().commands.unmount,
    arguments: [{ name: 'folder-or-image', takes: 'file' }],
    run: async ({ one, flags, face }) =>
      (await import('./mount.ts')).unmount(one('folder-or-image'), flags, face),
  }),
  command({
    name: 'try',
    about: () => t().commands.try,
    arguments: [image],
    flags: ['firmware', 'medium', 'seconds'],
    run: async ({ one, flags, face, keep }) =>
      (await import('./trial/try.ts')).tryImage(one('image'), flags, face, keep),
  }),
  command({
    name: 'run',
    follows: true,
    about: () => t().commands.run,
    arguments: [{ name: 'plan', takes: 'file' }],
    run: async ({ one, flags, face }) => (await import('./run.ts')).run(one('plan'), flags, face),
  }),
  command({
    name: 'practice',
    follows: true,
    about: () => t().commands.practice,
    run: async ({ flags, face }) => (await import('./practice/practice.ts')).practice(flags, face),
  }),
  command({
    name: 'jobs',
    about: () => t().commands.jobs,
    flags: ['clean', 'names'],
    run: async ({ flags, face }) => (await import('./jobs.ts')).jobs(flags, face),
  }),
  command({
    name: 'attach',
    follows: true,
    about: () => t().commands.attach,
    arguments: [{ name: 'job', takes: 'job', optional: true }],
    flags: ['pause', 'continue', 'stop'],
    run: async ({ many, flags, face }) => (await import('./attach.ts')).attach(many('job')[0], flags, face),
  }),
  command({
    name: 'resume',
    follows: true,
    about: () => t().commands.resume,
    arguments: [{ name: 'job', takes: 'job' }],
    run: async ({ one, flags, face }) => (await import('./jobs.ts')).resume(one('job'), flags, face),
  }),
  command({
    name: 'config',
    about: () => t().commands.config,
    flags: ['showOrigin'],
    run: async ({ flags, face }) => (await import('./settings/config.ts')).config(flags, face),
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
    name: 'doctor',
    about: () => t().commands.doctor,
    arguments: [{ name: 'want', takes: 'text', values: wants, many: true, optional: true }],
    run: async ({ many, flags, face }) =>
      (await import('./doctor/doctor.ts')).doctor(many('want'), flags, face),
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
  'config never-touch': () => t().commands['config never-touch'],
};
