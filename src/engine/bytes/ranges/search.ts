/** The first of `count` places in order that lies behind what is looked for; `count` when none does. */
export function firstBehind(count: number, isBehind: (place: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBehind(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The last place that does not lie behind it: the run, file or folder that holds a byte. The first when all do. */
export function lastNotBehind(count: number, isBehind: (place: number) => boolean): number {
  return Math.max(0, firstBehind(count, isBehind) - 1);
}
