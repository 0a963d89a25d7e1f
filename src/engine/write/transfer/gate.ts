/** Pause and go on: whoever passes the gate waits while it is shut. */
export interface Gate {
  readonly isShut: boolean;
  /** How often it was shut so far: a wait that a pause fell into says nothing about speed. */
  readonly pauses: number;
  shut(): void;
  open(): void;
  /** Resolves at once while open; when shut, once it opens or `signal` aborts. */
  pass(signal: AbortSignal): Promise<void>;
}

export function makeGate(): Gate {
  let opened: Promise<void> | undefined;
  let open: (() => void) | undefined;
  let pauses = 0;
  return {
    get isShut() {
      return opened !== undefined;
    },
    get pauses() {
      return pauses;
    },
    shut() {
      if (!opened) pauses++;
      opened ??= new Promise((resolve) => {
        open = resolve;
      });
    },
    open() {
      open?.();
      opened = undefined;
    },
    async pass(signal) {
      while (opened && !signal.aborted) await Promise.race([opened, aborted(signal)]);
    },
  };
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
