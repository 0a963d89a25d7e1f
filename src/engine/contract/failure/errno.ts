/**
 * The system's name of an error (`EACCES`). An error without one is `unknown`: an unnamed error is not a failing medium
 * (`EIO`), which is what people are told to replace.
 */
export function errnoOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && code !== '' ? code : 'unknown';
}
