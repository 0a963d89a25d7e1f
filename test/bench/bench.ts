import { join } from 'node:path';
import { before } from './before.ts';
import { browse } from './browse.ts';
import { makeImage } from './make-image.ts';
import { type Compared, compare, heading, isKept, line, type Pair } from './pair.ts';
import { readMedium } from './read-medium.ts';
import { type BenchRoom, openRoom } from './room.ts';
import { runScreen } from './run-screen.ts';
import { writeDrive } from './write-drive.ts';
import { writeDrives } from './write-drives.ts';

// bench.js [write] [many] [make] [screen] [browse] [read] [before] [--rounds N]: pairs us with the best peer, in turn, and prints the ratios.

type Part = (
  room: BenchRoom,
  program: (name: string) => string,
) => { readonly pairs: readonly Pair[]; close?(): void };

const parts: Readonly<Record<string, Part>> = {
  write: writeDrive,
  many: writeDrives,
  make: (room, program) => ({ pairs: makeImage(room, program) }),
  screen: runScreen,
  browse: (room, program) => ({ pairs: browse(room, program) }),
  read: readMedium,
  before: (room, program) => ({ pairs: before(room, program) }),
};

const words = process.argv.slice(2);
const wanted = words.filter((word) => word in parts);
const rounds = Number(words[words.indexOf('--rounds') + 1]) || undefined;
const program = (name: string): string => join(import.meta.dirname, `${name}.js`);

console.log(heading);
const names = wanted.length > 0 ? wanted : Object.keys(parts);
const results = names.flatMap((name) => runPart(parts[name] as Part));
const slow = results.filter((compared) => !isKept(compared));
console.log(slow.length === 0 ? 'every promise held' : `${slow.length} promises broken`);
process.exit(slow.length === 0 ? 0 : 1);

/** Each part in a room of its own: what one leaves in memory would slow the next. */
function runPart(part: Part): Compared[] {
  const room = openRoom();
  try {
    const { pairs, close } = part(room, program);
    try {
      return pairs.map(runPair);
    } finally {
      close?.();
    }
  } finally {
    room.close();
  }
}

function runPair(pair: Pair): Compared {
  const compared = compare(rounds === undefined ? pair : { ...pair, rounds });
  console.log(line(compared));
  return compared;
}
