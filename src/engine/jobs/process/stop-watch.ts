/** How long a job may leave a stop unheard. What it does afterwards (a flush, putting back what a test overwrote) takes as long as it takes. */
export const STOP_UNHEARD_MS = 15_000;

/** A viewer's look at whether a job hears its stop; one that does not is ended. */
export interface StopWatch {
  /** A stop was sent. */
  asked(): void;
  /** The job says that it stops. */
  heard(): void;
  /** Nothing is waited for any more. */
  over(): void;
  readonly wasAsked: boolean;
  /** It was ended because of this. */
  readonly hasEnded: boolean;
}

/** `end` ends the job; it may be unable to. */
export function stopWatch(end: () => void, patienceMs = STOP_UNHEARD_MS): StopWatch {
  let timer: NodeJS.Timeout | undefined;
  let wasAsked = false;
  let hasEnded = false;
  const calm = (): void => clearTimeout(timer);
  return {
    asked() {
      if (wasAsked) return;
      wasAsked = true;
      timer = setTimeout(() => {
        hasEnded = true;
        end();
      }, patienceMs);
      timer.unref();
    },
    heard: calm,
    over: calm,
    get wasAsked() {
      return wasAsked;
    },
    get hasEnded() {
      return hasEnded;
    },
  };
}
