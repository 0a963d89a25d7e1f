import { join } from 'node:path';
import { before } from './before.ts';
import { browse } from './browse.ts';
import { compareImages } from './compare-images.ts';
import { convertDisk } from './convert-disk.ts';
import { illMedia, rescuedLine, shareOf } from './ill-medium.ts';
import { makeImage } from './make-image.ts';
import { type Compared, compare, heading, isKept, line, type Pair } from './pair.ts';
import { readMedium } from './read-medium.ts';
import { type BenchRoom, openRoom } from './room.ts';
import { runScreen } from './run-screen.ts';
import { writeDrive } from './write-drive.ts';
import { writeDrives } from './write-drives.ts';

// bench.js [write] [many] [make] [screen] [browse] [convert] [read] [compare] [ill] [before] [--rounds N]: pairs us with the best peer, in turn, and prints the ratios.

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
  convert: (room, program) => ({ pairs: convertDisk(room, program) }),
  read: readMedium,
  compare: (room, program) => ({ pairs: compareImages(room, program) }),
  before: (room, program) => ({ pairs: before(room, program) }),
};

const words = process.argv.slice(2);
const wanted = words.filter((word) => word in parts || word === 'ill');
const rounds = Number(words[words.indexOf('--rounds') + 1]) || undefined;
const program = (name: string): string => join(import.meta.dirname, `${name}.js`);

const names = wanted.length > 0 ? wanted : [...Object.keys(parts), 'ill'];
const broken = names.flatMap((name) => (name === 'ill' ? runIll() : runPart(parts[name] as Part))).length;
console.log(broken === 0 ? 'every promise held' : `${broken} promises broken`);
process.exit(broken === 0 ? 0 : 1);

/** What is compared is not a time, but what was saved in the same time. @returns what was not held */
function runIll(): unknown[] {
  const room = openRoom();
  try {
    console.log('bytes saved of an ill medium in the same time: ours, ddrescue -d');
    const results = illMedia(room, program('main'));
    for (const one of results) console.log(rescuedLine(one));
    return results.filter((one) => shareOf(one) < one.atLeast);
  } finally {
    room.close();
  }
}

/** Each part in a room of its own: what one leaves in memory would slow the next. @returns what was not held */
function runPart(part: Part): Compared[] {
  console.log(heading);
  const room = openRoom();
  try {
    const { pairs, close } = part(room, program);
    try {
      return pairs.map(runPair).filter((compared) => !isKept(compared));
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
