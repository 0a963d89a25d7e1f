import type { NoteFact } from '../jobs/events.ts';
import { cleanText } from './clean.ts';

/** A note as a line, or nothing when it is shown elsewhere (losses are counted, the folder stands in the report). */
export function noteText({ code, target, path, text }: NoteFact): string | undefined {
  const words = textFor(code, target ?? 'the target', path ?? '', text);
  return words === undefined ? undefined : cleanText(words);
}

function textFor(code: NoteFact['code'], target: string, path: string, text?: string): string | undefined {
  switch (code) {
    case 'paused':
      return 'paused';
    case 'resumed':
      return 'going on';
    case 'loss':
    case 'job-folder':
      return undefined;
    case 'read-back-cached':
      return `${target} was read back through the system's cache, which proves less`;
    case 'partition-table-not-reread':
      return `the system has not seen the new partition table of ${target} yet: unplug it and plug it in again`;
    case 'checksum-file-matches':
      return text ?? `the source matches its checksum file ${path}`;
    case 'receipt-written':
      return `the receipt is in ${path}`;
    case 'receipt-not-written':
      return `there is no receipt: ${text ?? 'it could not be written'}`;
    case 'receipt-other-drive':
      return `${target} is not a drive the receipt names; its bytes are compared all the same`;
    case 'content-not-kept':
      return `the full test overwrites everything on ${target}`;
    case 'content-not-put-back':
      return `the test could not put back everything on ${target}; it is kept: isowright undo ${text ?? ''}`;
    case 'capacity-tested':
      return `${target} kept what was written at ${text ?? 'all test places'}`;
    case 'capacity-false':
      return `${target} does not hold what it says`;
    case 'undo-not-kept':
      return `what is on ${target} now could not be kept: this cannot be undone`;
    case 'block-map':
      return text && `a block map says where data is: ${text} of the image must be on the drive`;
    case 'discarding':
      return `${target} is told to forget its content`;
    case 'discarded':
      return text === 'zeros'
        ? `${target} forgot its content and gives zeros: zeros need no write`
        : `${target} was told to forget its content, and does not give zeros for it: everything is written`;
    case 'not-discarded':
      return `${target} did not forget its content, and everything is written: ${text ?? ''}`;
    case 'unmounted':
      return `${path} was unmounted from ${target}`;
    case 'sleep-not-inhibited':
      return 'the computer may go to sleep while this runs: keep it awake';
    case 'stalled':
      return `${target} has not answered for 10 s; after two minutes it is given up`;
    case 'answers-again':
      return `${target} answers again`;
    case 'left-behind':
      return `${target} is much slower than the others and goes on by itself`;
    case 'repaired':
      return `${target}: ${text ?? 'a stretch'} was wrong at first, was written again, and is right now`;
    default:
      return text;
  }
}
