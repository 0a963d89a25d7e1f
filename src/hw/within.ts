/**
 * The promise's value, or `late()` when it does not come within `limitMs`. A rejection counts as late.
 * The work itself goes on: whoever cares about its end passes a promise that says so.
 */
export function within<T>(promise: Promise<T>, limitMs: number, late: () => T): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = () => {
      try {
        resolve(late());
      } catch (error) {
        reject(error);
      }
    };
    const timer = setTimeout(giveUp, limitMs);
    promise.then(
      (value) => {
        clearTimeout(timer);
        resolve(value);
      },
      () => {
        clearTimeout(timer);
        giveUp();
      },
    );
  });
}
