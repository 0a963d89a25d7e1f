import type { Binding, Command } from './binding.ts';
import type { Key } from './key.ts';
import {
  always,
  back,
  charless,
  help,
  interrupt,
  moves,
  next,
  quit,
  redraw,
  scroll,
  textBack,
  upDown,
} from './shared-rows.ts';

/** Where keys are pressed: a step, the job, its report, or something that lies over them. */
export type Place =
  | 'task'
  | 'jobs'
  | 'source'
  | 'source-line'
  | 'output'
  | 'target'
  | 'options'
  | 'summary'
  | 'confirm'
  | 'run'
  | 'report'
  | 'scroll'
  | 'ask-quit'
  | 'over'
  | 'ask-stop';

/** Every key of the wizard. */
export const keyTable: { readonly [P in Place]: readonly Binding[] } = {
  jobs: [
    ...moves,
    next('open', 'a running job: look at it; a broken one: go on with it; one that is over: its report'),
    {
      command: 'continue',
      keys: ['c'],
      hint: ['c', 'go on'],
      help: 'go on with a job that was broken off or failed',
    },
    { command: 'undo', keys: ['u'], hint: ['u', 'undo'], help: 'put back what the marked job overwrote' },
    back,
    { command: 'rescan', keys: ['r'], hint: ['r', 'look again'], help: 'read the list of jobs again' },
    quit,
    ...always,
  ],
  task: [...moves, next('choose', 'choose the marked row'), quit, ...always],
  source: [
    ...charless,
    next('open', 'open the marked folder, or choose the marked file'),
    { command: 'toggle', keys: [' '], hint: ['Space', 'use'], help: 'use the marked folder as it is' },
    textBack,
    { command: 'open', keys: ['right'], help: 'open the marked folder' },
    { command: 'parent', keys: ['left', 'backspace'], hint: ['Left', 'up'], help: 'to the folder above' },
    {
      command: 'filter',
      keys: ['/'],
      hint: ['/', 'filter'],
      help: 'show only some names, or type a path',
    },
    {
      command: 'path',
      keys: ['tab'],
      hint: ['Tab', 'type a path'],
      help: 'type or paste a path, or an http(s) address',
    },
    { command: 'hidden', keys: ['.'], help: 'show or hide names that begin with a dot' },
    ...always,
  ],
  'source-line': [
    ...upDown,
    next('open', 'choose the marked row, or the path'),
    { command: 'close', keys: ['escape'], hint: ['Esc', 'close'], help: 'close the line' },
    ...always.slice(1),
  ],
  output: [
    next('next', 'to the next step'),
    {
      command: 'field',
      keys: ['tab', 'down', 'up'],
      hint: ['Tab', 'other field'],
      help: 'to the other field',
    },
    { command: 'toggle', keys: [' '], help: 'on the last row: replace the file that is there' },
    textBack,
    ...always,
  ],
  target: [
    ...moves,
    next('choose', 'go on with the marked drives, or with the one under the cursor'),
    {
      command: 'toggle',
      keys: [' '],
      hint: ['Space', 'mark'],
      help: 'mark the drive, or take the mark away: all marked drives get the same',
    },
    {
      command: 'wait',
      keys: ['n'],
      hint: ['n', 'plug in now'],
      help: 'wait for a drive: the one that appears is the one meant; n or Esc stops waiting',
    },
    back,
    { command: 'unmount', keys: ['u'], help: 'offer mounted drives too: what is mounted is unmounted first' },
    { command: 'rescan', keys: ['r'], hint: ['r', 'rescan'], help: 'look for drives again' },
    quit,
    ...always,
  ],
  options: [
    ...charless,
    {
      command: 'toggle',
      keys: [' ', 'right'],
      hint: ['Space', 'change'],
      help: 'the next value of the marked row; a text is typed',
    },
    { command: 'turn-back', keys: ['left'], help: 'the value before' },
    next('next', 'to the summary'),
    { command: 'more', keys: ['tab'], hint: ['Tab', 'more'], help: 'show or hide what is seldom needed' },
    textBack,
    ...always,
  ],
  summary: [
    ...scroll,
    next('go on', 'go on'),
    {
      command: 'plan',
      keys: ['p'],
      hint: ['p', 'plan'],
      help: 'the same as a command line and as a plan',
    },
    { command: 'boot', keys: ['i'], help: 'what starts where, as a table with the reasons' },
    back,
    quit,
    ...always,
  ],
  confirm: [next('start', 'start, when the name is right'), textBack, ...always],
  run: [
    { command: 'pause', keys: ['p', ' '], hint: ['p', 'pause'], help: 'pause, and go on' },
    { command: 'stop', keys: ['s', 'q'], hint: ['s', 'stop'], help: 'stop the job; asks once' },
    { command: 'detach', keys: ['d'], hint: ['d', 'detach'], help: 'leave; the job goes on by itself' },
    { command: 'log', keys: ['l'], hint: ['l', 'log'], help: 'what the job has said so far' },
    help,
    { ...interrupt, help: 'asks whether to stop; twice within two seconds stops the job and leaves' },
    redraw,
  ],
  report: [
    ...scroll,
    { command: 'leave', keys: ['enter', 'q'], hint: ['Enter', 'leave'], help: 'leave the program' },
    { command: 'again', keys: ['n'], hint: ['n', 'new job'], help: 'begin again' },
    { command: 'log', keys: ['l'], hint: ['l', 'log'], help: 'what the job has said' },
    ...always,
  ],
  scroll: [
    ...scroll,
    {
      command: 'close',
      keys: ['escape', 'q', 'enter', '?', 'left', 'b'],
      hint: ['Esc', 'close'],
      help: 'close this page',
    },
    ...always.slice(1),
  ],
  'ask-quit': [
    { command: 'yes', keys: ['y'], hint: ['y', 'leave'], help: 'leave' },
    { command: 'no', keys: ['n', 'escape', 'enter'], hint: ['n', 'stay'], help: 'stay here' },
    ...always.slice(1),
  ],
  over: [
    {
      command: 'close',
      keys: ['enter', 'escape', 'y', 'n'],
      hint: ['Enter', 'show the report'],
      help: 'show the report',
    },
    ...always.slice(1),
  ],
  'ask-stop': [
    { command: 'yes', keys: ['y'], hint: ['y', 'stop the job'], help: 'stop the job' },
    { command: 'no', keys: ['n', 'escape', 'enter'], hint: ['n', 'let it go on'], help: 'let it go on' },
    ...always.slice(1),
  ],
};

/** What a key means at a place. */
export function commandAt(place: Place, key: Key): Command | undefined {
  return keyTable[place].find(({ keys }) => keys.includes(key))?.command;
}
