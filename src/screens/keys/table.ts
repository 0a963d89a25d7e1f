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
  | 'medium'
  | 'where'
  | 'look'
  | 'inside'
  | 'inside-line'
  | 'extract'
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

/** Where drives are chosen: to be saved, written or compared. */
const ofDrives: readonly Binding[] = [
  ...moves,
  next('choose', 'chooseDrives'),
  { command: 'toggle', keys: [' '], hint: [' ', 'mark'], help: 'mark' },
  { command: 'mark-all', keys: ['a'], hint: ['a', 'markAll'], help: 'markAll' },
  { command: 'wait', keys: ['n'], hint: ['n', 'wait'], help: 'wait' },
  back,
  { command: 'unmount', keys: ['u'], help: 'unmount' },
  { command: 'rescan', keys: ['r'], hint: ['r', 'rescan'], help: 'rescan' },
  quit,
  ...always,
];

/** Every key of the wizard. */
export const keyTable: { readonly [P in Place]: readonly Binding[] } = {
  jobs: [
    ...moves,
    next('open', 'openJob'),
    {
      command: 'continue',
      keys: ['c'],
      hint: ['c', 'continue'],
      help: 'continue',
    },
    { command: 'undo', keys: ['u'], hint: ['u', 'undo'], help: 'undo' },
    back,
    { command: 'rescan', keys: ['r'], hint: ['r', 'lookAgain'], help: 'rescanJobs' },
    quit,
    ...always,
  ],
  task: [...moves, next('choose', 'chooseRow'), quit, ...always],
  source: [
    ...charless,
    next('open', 'openFile'),
    { command: 'toggle', keys: [' '], hint: [' ', 'use'], help: 'useFolder' },
    textBack,
    { command: 'open', keys: ['right'], help: 'openFolder' },
    { command: 'parent', keys: ['left', 'backspace'], hint: ['left', 'parent'], help: 'parent' },
    {
      command: 'filter',
      keys: ['/'],
      hint: ['/', 'filter'],
      help: 'filter',
    },
    {
      command: 'path',
      keys: ['tab'],
      hint: ['tab', 'path'],
      help: 'path',
    },
    { command: 'places', keys: ['@'], hint: ['@', 'places'], help: 'places' },
    { command: 'sort', keys: [','], hint: [',', 'sort'], help: 'sort' },
    { command: 'hidden', keys: ['.'], help: 'hidden' },
    ...always,
  ],
  'source-line': [
    ...upDown,
    next('open', 'enterLine'),
    { command: 'complete', keys: ['tab'], hint: ['tab', 'complete'], help: 'complete' },
    { command: 'close', keys: ['escape'], hint: ['escape', 'close'], help: 'closeLine' },
    ...always.slice(1),
  ],
  look: [
    ...moves,
    next('openFiles', 'openVolume'),
    { command: 'open', keys: ['right'], help: 'openVolume' },
    back,
    { command: 'rescan', keys: ['r'], hint: ['r', 'lookAgain'], help: 'lookAgain' },
    quit,
    ...always,
  ],
  inside: [
    ...charless,
    next('open', 'openFolder'),
    { command: 'toggle', keys: [' '], hint: [' ', 'mark'], help: 'markInside' },
    { command: 'extract', keys: ['>'], hint: ['>', 'extract'], help: 'extract' },
    { command: 'add', keys: ['+'], hint: ['+', 'add'], help: 'addInside' },
    { command: 'remove', keys: ['-', 'delete'], hint: ['-', 'remove'], help: 'removeInside' },
    { command: 'rename', keys: ['='], hint: ['=', 'rename'], help: 'renameInside' },
    { command: 'make', keys: ['tab'], hint: ['tab', 'make'], help: 'makeInside' },
    textBack,
    { command: 'take-back', keys: ['<'], help: 'takeBack' },
    { command: 'changes', keys: [':'], help: 'changesInside' },
    { command: 'mark-all', keys: ['*'], help: 'markAllInside' },
    { command: 'open', keys: ['right'], help: 'openFolder' },
    { command: 'parent', keys: ['left', 'backspace'], help: 'parentInside' },
    { command: 'filter', keys: ['/'], help: 'filterInside' },
    ...always,
  ],
  'inside-line': [
    ...upDown,
    next('open', 'enterInsideLine'),
    { command: 'close', keys: ['escape'], hint: ['escape', 'close'], help: 'closeLine' },
    ...always.slice(1),
  ],
  extract: [
    ...scroll,
    { command: 'back', keys: ['escape'], hint: ['escape', 'stopOrBack'], help: 'stopOrBack' },
    next('goOn', 'backInside'),
    ...always,
  ],
  output: [
    next('next', 'nextStep'),
    {
      command: 'field',
      keys: ['tab', 'down', 'up'],
      hint: ['tab', 'field'],
      help: 'field',
    },
    { command: 'toggle', keys: [' '], help: 'replace' },
    textBack,
    ...always,
  ],
  medium: ofDrives,
  where: [...moves, next('choose', 'chooseRow'), back, quit, ...always],
  target: ofDrives,
  options: [
    ...charless,
    {
      command: 'toggle',
      keys: [' ', 'right'],
      hint: [' ', 'change'],
      help: 'change',
    },
    { command: 'turn-back', keys: ['left'], help: 'turnBack' },
    next('next', 'toSummary'),
    { command: 'more', keys: ['tab'], hint: ['tab', 'more'], help: 'more' },
    textBack,
    ...always,
  ],
  summary: [
    ...scroll,
    next('goOn', 'goOn'),
    {
      command: 'plan',
      keys: ['p'],
      hint: ['p', 'plan'],
      help: 'plan',
    },
    { command: 'boot', keys: ['i'], help: 'boot' },
    back,
    quit,
    ...always,
  ],
  confirm: [next('start', 'start'), textBack, ...always],
  run: [
    { command: 'pause', keys: ['p', ' '], hint: ['p', 'pause'], help: 'pause' },
    { command: 'stop', keys: ['s', 'q'], hint: ['s', 'stop'], help: 'stop' },
    { command: 'detach', keys: ['d'], hint: ['d', 'detach'], help: 'detach' },
    { command: 'log', keys: ['l'], hint: ['l', 'log'], help: 'logSoFar' },
    help,
    { ...interrupt, help: 'interruptJob' },
    redraw,
  ],
  report: [
    { command: 'write', keys: ['w'], hint: ['w', 'write'], help: 'write' },
    { command: 'try', keys: ['v'], hint: ['v', 'tryIt'], help: 'tryIt' },
    { command: 'save', keys: ['s'], hint: ['s', 'save'], help: 'save' },
    { command: 'retry', keys: ['t'], hint: ['t', 'retry'], help: 'retry' },
    { command: 'resume', keys: ['r'], hint: ['r', 'resume'], help: 'resume' },
    { command: 'change', keys: ['c'], hint: ['c', 'change'], help: 'changeAnswers' },
    { command: 'leave', keys: ['enter', 'q'], hint: ['enter', 'leave'], help: 'leave' },
    { command: 'again', keys: ['n'], hint: ['n', 'again'], help: 'again' },
    { command: 'log', keys: ['l'], hint: ['l', 'log'], help: 'log' },
    ...scroll,
    ...always,
  ],
  scroll: [
    ...scroll,
    {
      command: 'close',
      keys: ['escape', 'q', 'enter', '?', 'left', 'b'],
      hint: ['escape', 'close'],
      help: 'closePage',
    },
    ...always.slice(1),
  ],
  'ask-quit': [
    { command: 'yes', keys: ['y'], hint: ['y', 'leave'], help: 'yesLeave' },
    { command: 'no', keys: ['n', 'escape', 'enter'], hint: ['n', 'stay'], help: 'stay' },
    ...always.slice(1),
  ],
  over: [
    {
      command: 'close',
      keys: ['enter', 'escape', 'y', 'n'],
      hint: ['enter', 'showReport'],
      help: 'showReport',
    },
    ...always.slice(1),
  ],
  'ask-stop': [
    { command: 'yes', keys: ['y'], hint: ['y', 'stopJob'], help: 'stopJob' },
    { command: 'no', keys: ['n', 'escape', 'enter'], hint: ['n', 'letGoOn'], help: 'letGoOn' },
    ...always.slice(1),
  ],
};

/** What a key means at a place. */
export function commandAt(place: Place, key: Key): Command | undefined {
  return keyTable[place].find(({ keys }) => keys.includes(key))?.command;
}
