import { copyFileSync, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ask } from './ask.ts';
import { SpoiledFile } from './spoiled-file.ts';

/** What a process is to do: inputs of one file, in the order of their seeds. */
export interface Share {
  readonly path: string;
  readonly firstSeed: number;
  readonly count: number;
}

/** Of one input. */
export interface Told {
  readonly seed: number;
  readonly outcome: 'read' | 'refused' | 'crash';
  readonly cpuMs: number;
  /** The most this process has had in memory so far. */
  readonly peakBytes: number;
  readonly said?: string;
}

/** Of so many inputs that are listed, one is taken out into a folder. */
const TAKEN_OUT_EVERY = 32;

const folder = process.argv[2] ?? '';

/** Each in turn: which one it is is told before it is asked, so that a process that hangs has said where. */
async function carryOut({ path, firstSeed, count }: Share): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const copy = join(folder, basename(path));
  copyFileSync(path, copy);
  const file = new SpoiledFile(copy);
  for (let seed = firstSeed; seed < firstSeed + count; seed++) {
    process.send?.({ begins: seed });
    file.spoil(seed);
    const told = await outcomeOf(copy, seed);
    file.mend();
    process.send?.({ told });
  }
  file.close();
  process.send?.({ ended: true });
}

async function outcomeOf(path: string, seed: number): Promise<Told> {
  const before = process.cpuUsage();
  const takenOut = seed % TAKEN_OUT_EVERY === TAKEN_OUT_EVERY - 1 ? join(folder, 'taken-out') : undefined;
  const outcome = await ask({ path, seed, takenOut }).catch((error: unknown) => error as Error);
  const { user, system } = process.cpuUsage(before);
  const facts = {
    seed,
    cpuMs: (user + system) / 1000,
    peakBytes: process.resourceUsage().maxRSS * 1024,
  };
  return outcome instanceof Error
    ? { ...facts, outcome: 'crash', said: outcome.stack ?? String(outcome) }
    : { ...facts, outcome };
}

process.on('message', (share: Share) => void carryOut(share));
