import { bodyColumns, bodyRows, type Look, short } from '../look/look.ts';
import type { Task } from '../ports.ts';
import { tasks } from '../wizard/answer.ts';
import type { Asking } from '../wizard/state.ts';

export interface TaskView {
  readonly rows: readonly { readonly id: Task; readonly text: string }[];
  readonly cursor: Task;
  /** About the marked row. */
  readonly about: readonly string[];
  readonly welcome: readonly string[];
  /** Undefined in a window that has no row for it: the head says it too. */
  readonly question: string | undefined;
}

const words: { readonly [T in Task]: { readonly title: string; readonly about: readonly string[] } } = {
  make: {
    title: 'Make an image from a folder',
    about: [
      'Everything in a folder becomes one ISO file that any computer can open.',
      'You see beforehand how large it will be and what it cannot keep.',
    ],
  },
  write: {
    title: 'Write an image to a drive',
    about: [
      'An image file, or a folder, goes onto a USB stick or another drive.',
      'The drive is erased: you will be shown which one, and type its name first.',
    ],
  },
  verify: {
    title: 'Verify an image or a drive',
    about: [
      'Compares a drive with an image, or with the receipt of the job that wrote it;',
      'or an image with its own checksum file. Nothing is changed.',
    ],
  },
  restore: {
    title: 'Give me my stick back',
    about: [
      'Makes a drive an empty, ordinary one again: one partition that every computer reads.',
      'The drive is erased: you will be shown which one, and type its name first.',
    ],
  },
  jobs: {
    title: 'Earlier jobs: look, go on, undo',
    about: [
      'Look at a job that runs, go on with one that was broken off, or put back',
      'what the last write overwrote, as far as it was kept.',
    ],
  },
};

export function taskView({ taskCursor, start }: Asking, look: Look): TaskView {
  const cursor = tasks[taskCursor] ?? 'make';
  const columns = bodyColumns(look);
  // Every task is on the screen, whatever else has to go.
  const room = bodyRows(look) - tasks.length;
  const welcome = welcomeLines(start.bench);
  return {
    rows: tasks.map((id) => ({ id, text: short(words[id].title, columns - 2, look) })),
    cursor,
    about: words[cursor].about.map((text) => short(text, columns, look)),
    welcome: room > welcome.length ? welcome : [],
    question: room > 0 ? 'What would you like to do?' : undefined,
  };
}

function welcomeLines(isBench = false): readonly string[] {
  return isBench
    ? [
        'This is the practice bench: the drives are files in a temporary folder.',
        'Try everything: nothing of yours is touched.',
      ]
    : ['isowright makes disk images, puts them on drives, and proves them.'];
}
