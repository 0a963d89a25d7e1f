const ERRNOS = ['EMFILE', 'ENFILE'];
/** Causes of causes: more than anything here has. */
const DEPTH = 5;

interface Said {
  readonly code?: unknown;
  readonly message?: unknown;
  readonly cause?: unknown;
  readonly facts?: { readonly errno?: unknown };
}

/**
 * No more files can be opened, by this process or by anybody: what could not be read may exist all the same. Also true of a
 * failure that came of it.
 */
export function isOutOfFiles(error: unknown, depth = DEPTH): boolean {
  if (typeof error !== 'object' || error === null || depth === 0) return false;
  const { code, message, cause, facts } = error as Said;
  // A thread that could not begin has its reason in words only.
  if (code === 'ERR_WORKER_INIT_FAILED') return /\bE[MN]FILE\b/.test(String(message));
  return (
    ERRNOS.includes(String(code)) || ERRNOS.includes(String(facts?.errno)) || isOutOfFiles(cause, depth - 1)
  );
}
