/** `[epoch:]upstream[-revision]`: below 0 when `a` is older. Debian Policy §5.6.12. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  if (left.epoch !== right.epoch) return left.epoch - right.epoch;
  return compareParts(left.upstream, right.upstream) || compareParts(left.revision, right.revision);
}

function partsOf(version: string): { epoch: number; upstream: string; revision: string } {
  const [, epoch = '0', rest = ''] = /^(?:(\d+):)?(.*)$/s.exec(version) ?? [];
  const dash = rest.lastIndexOf('-');
  return {
    epoch: Number(epoch),
    upstream: dash < 0 ? rest : rest.slice(0, dash),
    revision: dash < 0 ? '0' : rest.slice(dash + 1),
  };
}

/** Parts without digits and numbers by turns. */
function compareParts(a: string, b: string): number {
  const [left, right] = [a.split(/(\d+)/), b.split(/(\d+)/)];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const [x = '', y = ''] = [left[i], right[i]];
    const order = i % 2 === 1 ? compareNumbers(x, y) : compareLetters(x, y);
    if (order !== 0) return order;
  }
  return 0;
}

function compareNumbers(a: string, b: string): number {
  const [x, y] = [BigInt(a || '0'), BigInt(b || '0')];
  return x < y ? -1 : x > y ? 1 : 0;
}

/** A tilde goes before the end, which goes before letters, which go before everything else. */
function compareLetters(a: string, b: string): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const order = rankOf(a[i]) - rankOf(b[i]);
    if (order !== 0) return order;
  }
  return 0;
}

function rankOf(letter: string | undefined): number {
  if (letter === undefined) return 0;
  if (letter === '~') return -1;
  return letter.charCodeAt(0) + (/[A-Za-z]/.test(letter) ? 0 : 256);
}
