import { isBlankable, isOverwritable, isPressed } from '../../../bytes/formats/mmc/profiles.ts';
import { type DiscKind, type DiscState, discKinds } from '../../../contract/plan/disc.ts';
import type { Disc } from '../disc.ts';

/** What `xorriso -toc` says; `absent` for no disc, undefined for one of a kind that no drive burns. */
export function toldDisc(text: string): Disc | 'absent' | undefined {
  const called = lineOf(text, 'current');
  const status = lineOf(text, 'status');
  if (called === undefined || /not recognizable|not present|no medium|absent/i.test([called, status].join()))
    return 'absent';
  const kind = kindCalled(called);
  if (kind === undefined) return undefined;
  const [, readable = 0, writable = 0, overall = 0] = numbersIn(
    /^(\d{1,12}) readable , (\d{1,12}) writable , (\d{1,12}) overall/,
    lineOf(text, 'blocks'),
  );
  const [, sessions = 0] = numbersIn(/^(\d{1,6}) session/, lineOf(text, 'summary'));
  const state = stateOf(kind, status ?? '');
  const isWhole = isOverwritable(kind) || (isBlankable(kind) && state === 'rewritable');
  return {
    kind,
    state,
    freeBlocks: isWhole ? overall : writable,
    nextBlock: isWhole || state === 'blank' ? 0 : readable,
    sessions,
    tracks: Math.max(1, sessions),
    isFormatted: true,
    speeds: [],
    // Of one that is full, only what is on it is told.
    capacityBlocks: isBlankable(kind) && state === 'rewritable' ? Number.MAX_SAFE_INTEGER : overall,
    formats: [],
    startBlock: 0,
    track: 1,
    canTest: true,
  };
}

/** By profile, as libburn names them: `DVD-R/DL sequential recording`. */
function kindCalled(text: string): DiscKind | undefined {
  const name = text
    .replace(/ (?:sequential|random|layer jump) recording$/, '')
    .replace(/ restricted (?=overwrite$)/, '-')
    .replace(/\/DL$/, '-DL');
  return discKinds.find((kind) => kind === name.toLowerCase());
}

function stateOf(kind: DiscKind, status: string): DiscState {
  if (isPressed(kind)) return 'closed';
  if (/^is blank/.test(status)) return 'blank';
  if (isOverwritable(kind) || isBlankable(kind)) return 'rewritable';
  return /is appendable$/.test(status) ? 'appendable' : 'closed';
}

/** `Media status : is blank` */
function lineOf(text: string, name: string): string | undefined {
  const line = text.split('\n').find((one) => one.startsWith(`Media ${name}`));
  return line?.slice(line.indexOf(':') + 1).trim();
}

function numbersIn(pattern: RegExp, text = ''): number[] {
  return (pattern.exec(text) ?? []).map(Number);
}
