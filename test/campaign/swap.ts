import { writeFileSync } from 'node:fs';
import { page } from './swaps/page.ts';
import { makeParties } from './swaps/party.ts';
import { drawTrials, swaps, type Tried, tryOne } from './swaps/trials.ts';

// npm run campaign:swap [-- COUNT [SEED [WORDS]]]: source, target, block map, sidecar and folder are changed at the phase
// boundaries of a job that stands still (SIGSTOP), as root, as an ordinary user, and as root in that user's folder. What the
// program says then is held against what is there. Writes docs/swaps.md. WORDS: only the kinds that have them in their name.

const AT_ONCE = 2;
const count = Number(process.argv[2] ?? 200);
const seed = Number(process.argv[3] ?? 1);
const words = process.argv[4];

const drawn = drawTrials(count, seed, words ? swaps.filter(({ kind }) => kind.includes(words)) : swaps);
const waiting = [...drawn.entries()];
const tried: Tried[] = [];
const parties = makeParties();
try {
  await Promise.all(Array.from({ length: AT_ONCE }, work));
} finally {
  parties.remove();
}
const wrong = tried.filter((one) => one.wrong.length > 0).length;
const missed = tried.filter(({ isReached }) => !isReached).length;
if (!words) writeFileSync('docs/swaps.md', page(tried, seed));
console.log(JSON.stringify({ seed, runs: tried.length, missed, wrong }));
console.log(`${tried.length - wrong - missed} passed, ${wrong} failed`);
process.exit(wrong + missed === 0 ? 0 : 1);

async function work(): Promise<void> {
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const [index, trial] = next;
    const one = await tryOne(trial, parties);
    tried.push(one);
    console.log(lineOf(index + 1, one));
  }
}

function lineOf(number: number, one: Tried): string {
  const { swap, moment, party, ending, wrong } = one;
  const verdict = wrong.length === 0 ? (one.isReached ? 'ok    ' : 'MISSED') : 'WRONG ';
  const what = `${swap.job}, ${moment}, ${party}: ${swap.kind}`;
  return `${verdict} ${number} ${what}: ${ending}${wrong.length === 0 ? '' : ` — ${wrong.join('; ')}`}`;
}
