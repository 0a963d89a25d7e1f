/**
 * What must exist by construction: an element at a checked index, the value of a key just put. If it does not exist
 * after all, that is a bug of ours, which is reported at once instead of continuing with nothing.
 *
 * A number from a typed array costs no test: the engine knows that it is neither of the two.
 *
 * @throws TypeError, which a job reports as `internal`, with where it happened
 */
export function present<T>(value: T | null | undefined): T {
  if (value === undefined || value === null) throw new TypeError('absent');
  return value;
}

/** The one element of what was made for one. @throws TypeError when there is another number of them */
export function only<T>(list: readonly T[]): T {
  const [first] = list;
  if (list.length !== 1 || first === undefined) throw new TypeError(`not-one: ${list.length}`);
  return first;
}
