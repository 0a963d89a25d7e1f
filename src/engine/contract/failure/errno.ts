/** Linux's names of errors that libuv has none for: `Unknown system error -123`. */
const UNNAMED: Readonly<Record<string, string>> = {
  117: 'EUCLEAN',
  123: 'ENOMEDIUM',
  124: 'EMEDIUMTYPE',
};

/**
 * The system's name of an error (`EACCES`). An error without one is `unknown`: an unnamed error is not a failing medium
 * (`EIO`), which is what people are told to replace.
 */
export function errnoOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  if (typeof code !== 'string' || code === '') return 'unknown';
  const [, number = ''] = /^Unknown system error -(\d+)$/.exec(code) ?? [];
  return UNNAMED[number] ?? code;
}
