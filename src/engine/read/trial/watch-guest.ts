import { setTimeout as wait } from 'node:timers/promises';
import type { GuestScreen, TrialVerdict, TrialView } from '../../contract/events/trial.ts';
import type { Guest, GuestLook } from '../../contract/ports/guest.ts';
import { greyOf, shrunk } from './ppm.ts';
import { Recogniser } from './recogniser.ts';
import { serialLines } from './serial-text.ts';
import { isTextMode, vgaLines } from './vga-text.ts';

const EVERY_MS = 500;
/** Of a picture that is compared with others. */
const COLUMNS = 64;
const ROWS = 40;

export interface WatchOptions {
  readonly limitMs: number;
  readonly nowMs: () => number;
  readonly signal?: AbortSignal | undefined;
  readonly onView?: ((view: TrialView) => void) | undefined;
}

export interface Watched {
  readonly verdict: TrialVerdict;
  /** The last that was seen. */
  readonly view: TrialView;
}

/** Looks at a machine until it is clear whether the image started, or time is up. @throws Failure `tool-failed`, `stopped` */
export async function watchGuest(
  guest: Guest,
  { limitMs, nowMs, signal, onView }: WatchOptions,
): Promise<Watched> {
  const recogniser = new Recogniser();
  const beganMs = nowMs();
  for (;;) {
    signal?.throwIfAborted();
    const look = await guest.look();
    const atMs = nowMs() - beganMs;
    const screen = screenOf(look);
    const view = { elapsedMs: atMs, screen: shown(screen), serialLines: serialLines(look.serial) };
    onView?.(view);
    const seen = seenOn(screen);
    const verdict = recogniser.see({ atMs, hasEnded: look.hasEnded, serialLines: view.serialLines, ...seen });
    if (verdict) return { verdict, view };
    if (atMs >= limitMs) return { verdict: recogniser.end(atMs), view };
    await wait(Math.min(EVERY_MS, limitMs - atMs), undefined, signal ? { signal } : {}).catch(() =>
      signal?.throwIfAborted(),
    );
  }
}

function seenOn(screen: GuestScreen) {
  return screen.kind === 'text'
    ? { screenLines: screen.lines }
    : { picture: shrunk(screen.picture, COLUMNS, ROWS) };
}

/** No larger than a terminal could draw. */
function shown(screen: GuestScreen): GuestScreen {
  return screen.kind === 'text' ? screen : { kind: 'picture', picture: shrunk(screen.picture, 160, 100) };
}

/** What a person would see. */
export function screenOf({ picture, textMemory }: GuestLook): GuestScreen {
  const grey = picture && greyOf(picture);
  if (!grey || (isTextMode(grey) && textMemory))
    return { kind: 'text', lines: grey && textMemory ? vgaLines(textMemory) : [] };
  return { kind: 'picture', picture: grey };
}
