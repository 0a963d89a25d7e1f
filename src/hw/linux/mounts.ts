import type { MountFacts, SwapFacts } from '../facts.ts';

/** Lines of `/proc/self/mountinfo`: `36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw,errors=continue`. */
export function parseMountinfo(text: string): MountFacts[] {
  return text
    .split('\n')
    .map(parseLine)
    .filter((mount) => mount !== undefined);
}

function parseLine(line: string): MountFacts | undefined {
  const words = line.split(' ');
  const dash = words.indexOf('-', 6);
  const [, , deviceNumber, root, at] = words;
  if (dash < 0 || !deviceNumber || !root || !at) return undefined;
  const [fsType = '', source = '', options = ''] = words.slice(dash + 1);
  return {
    deviceNumber,
    root: unescapeOctal(root),
    at: unescapeOctal(at),
    fsType,
    source: unescapeOctal(source),
    options: unescapeOctal(options),
  };
}

/** Lines of `/proc/swaps` below the heading: path, type, size, used, priority. */
export function parseSwaps(text: string): SwapFacts[] {
  return text
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .flatMap(([path, type]) =>
      path === undefined || type === undefined ? [] : [{ path: unescapeOctal(path), type }],
    );
}

/** The kernel writes space, tab, newline and backslash as `\040`. */
function unescapeOctal(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8)));
}
