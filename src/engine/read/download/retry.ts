/** When to try again, and when it is enough. */
export interface Patience {
  /** Tries without any progress before it is given up. */
  readonly tries: number;
  /** Before the first repetition; each further one waits twice as long, up to 15 s. */
  readonly firstWaitMs: number;
}

export const patience: Patience = { tries: 8, firstWaitMs: 500 };
const LONGEST_WAIT_MS = 15_000;

/** Waits before the try of this number (1 is the first repetition). Rejects with the signal's reason. */
export async function backOff(tried: number, { firstWaitMs }: Patience, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const waitMs = Math.min(LONGEST_WAIT_MS, firstWaitMs * 2 ** (tried - 1));
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(over, waitMs);
    function over(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', over);
      if (signal.aborted) reject(signal.reason);
      else resolve();
    }
    signal.addEventListener('abort', over);
  });
}
