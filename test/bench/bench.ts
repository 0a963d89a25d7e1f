import { join } from 'node:path';
import { makeImage } from './make-image.ts';
import { type Compared, compare, heading, line, type Pair } from './pair.ts';
import { openRoom } from './room.ts';
import { writeDrive } from './write-drive.ts';
import { writeDrives } from './write-drives.ts';

// bench.js [write] [many] [make] [--rounds N]: pairs us with the best peer, in turn, and prints the ratios.
const words = process.argv.slice(2);
const wanted = words.filter((word) => /^[a-z]+$/.test(word));
const rounds = Number(words[words.indexOf('--rounds') + 1]) || undefined;
const program = (name: string): string => join(import.meta.dirname, `${name}.js`);
const wants = (part: string): boolean => wanted.length === 0 || wanted.includes(part);

const results: Compared[] = [];
console.log(heading);
if (wants('write')) {
  const room = openRoom();
  try {
    const { pairs, close } = writeDrive(room, program);
    try {
      runAll(pairs);
    } finally {
      close();
    }
  } finally {
    room.close();
  }
}
if (wants('many')) {
  const room = openRoom();
  try {
    const { pairs, close } = writeDrives(room, program);
    try {
      runAll(pairs);
    } finally {
      close();
    }
  } finally {
    room.close();
  }
}
if (wants('make')) {
  const room = openRoom();
  try {
    runAll(makeImage(room, program));
  } finally {
    room.close();
  }
}
const slow = results.filter(({ ratio, atMost }) => ratio > atMost);
console.log(slow.length === 0 ? 'every promise held' : `${slow.length} promises broken`);
process.exit(slow.length === 0 ? 0 : 1);

function runAll(pairs: readonly Pair[]): void {
  for (const pair of pairs) {
    const compared = compare(rounds === undefined ? pair : { ...pair, rounds });
    results.push(compared);
    console.log(line(compared));
  }
}
