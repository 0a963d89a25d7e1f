/** Asks, and answers unless something else is wanted by then. Returns the way to forget the question. */
export function whenThere<T>(
  path: string | undefined,
  ask: (path: string) => Promise<T>,
  answer: (path: string, found: T) => void,
): (() => void) | undefined {
  if (path === undefined) return undefined;
  let isWanted = true;
  ask(path).then(
    (found) => isWanted && answer(path, found),
    () => undefined,
  );
  return () => {
    isWanted = false;
  };
}
