import { afterAll, expect } from 'vitest';
import type { Moment } from '../campaign/swaps/moments.ts';
import { makeParties, type Parties, type PartyName } from '../campaign/swaps/party.ts';
import { swaps, tryOne } from '../campaign/swaps/trials.ts';
import { testWith } from '../fakes/rigs.ts';

// The short version of `npm run campaign:swap`: a job stands still (SIGSTOP), something is swapped, it goes on, and what it says
// is held against what is there.

const test = testWith('loop', 'tool:useradd', 'tool:sudo', 'tool:script', 'tool:losetup', 'tool:python3');
let parties: Parties | undefined;

afterAll(() => parties?.remove());

const trials: readonly (readonly [kind: string, moment: Moment, party: PartyName])[] = [
  ['nothing is changed: image', 'verify', 'user'],
  ['image: bytes changed, times put back', 'flush', 'user'],
  ['image: bytes changed through memory (mmap), after they were read', 'flush', 'root'],
  ['image: a piece changed, its CRC-32 and its times stay', 'flush', 'guest'],
  ['image onto a loop device: bytes changed, times put back', 'writing', 'root'],
  ['file: a link to another file gets its name', 'asked', 'guest'],
  ['file of a job that goes on: a link to another file gets its name', 'between', 'user'],
  ['file that is put back: its name leads to a twin of the same bytes', 'between', 'guest'],
  ['file written from a folder: a piece changed before it is read back, its CRC-32 stays', 'flush', 'user'],
  ['a map that names no blocks comes to lie beside the image', 'asked', 'user'],
  ['a comparison, and a map that names no blocks', 'before', 'root'],
  ['checksum file and image are both changed, times put back', 'verify', 'user'],
  ['extraction: a folder in the destination becomes a link', 'writing', 'guest'],
];

for (const [kind, moment, party] of trials) {
  test(`nothing is proved or written wrongly when a job is stopped (${moment}, ${party}) and then goes on: ${kind}`, async () => {
    const swap = swaps.find((one) => one.kind === kind);
    expect(swap?.moments).toContain(moment);
    parties ??= makeParties();
    const tried = await tryOne({ swap: swap!, moment, party, seed: 1 }, parties);
    expect(tried, tried.ending).toMatchObject({ isReached: true, wrong: [] });
  });
}
