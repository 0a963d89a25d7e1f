import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

/** One of the two commands of a comparison. Started anew for every round. */
export interface Candidate {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
}

export interface Pair {
  readonly name: string;
  readonly ours: Candidate;
  readonly peer: Candidate;
  /** The ratio that is promised. */
  readonly atMost: number;
  /** What ours may send to the terminal. */
  readonly mostBytesPerS?: number;
  /** Untimed, before every run of either. */
  readonly before?: () => void;
  readonly rounds?: number;
}

export interface Compared {
  readonly name: string;
  readonly oursS: number;
  readonly peerS: number;
  /** Median of the rounds' ratios: time of ours / time of the peer. */
  readonly ratio: number;
  readonly lowest: number;
  readonly highest: number;
  readonly atMost: number;
  /** Largest resident memory of our process, MiB. */
  readonly memoryMiB: number | undefined;
  /** The same of the peer; 0 where it works inside the kernel. */
  readonly peerMemoryMiB: number | undefined;
  /** To the terminal, most of all rounds. */
  readonly bytesPerS: number | undefined;
  readonly mostBytesPerS: number | undefined;
  /** Share of all processors that the viewer took, most of all rounds. */
  readonly viewerShare: number | undefined;
}

const ROUNDS = 5;
const LIMIT_MS = 10 * 60_000;

/** Runs both in turn, who is first changing from round to round, after one round that does not count. */
export function compare(pair: Pair): Compared {
  const warmUp = round(pair, 0, measured);
  const rounds = Array.from({ length: pair.rounds ?? ROUNDS }, (_, index) => round(pair, index + 1));
  const ratios = rounds.map(({ oursS, peerS }) => oursS / peerS);
  return {
    name: pair.name,
    oursS: median(rounds.map(({ oursS }) => oursS)),
    peerS: median(rounds.map(({ peerS }) => peerS)),
    ratio: median(ratios),
    lowest: Math.min(...ratios),
    highest: Math.max(...ratios),
    atMost: pair.atMost,
    memoryMiB: [warmUp, ...rounds].map(({ memoryMiB }) => memoryMiB).reduce(larger, undefined),
    peerMemoryMiB: warmUp.peerMemoryMiB,
    bytesPerS: rounds.map(({ bytesPerS }) => bytesPerS).reduce(larger, undefined),
    mostBytesPerS: pair.mostBytesPerS,
    viewerShare: rounds.map(({ viewerShare }) => viewerShare).reduce(larger, undefined),
  };
}

/** The round that does not count is the one in which memory is looked at from outside. */
function measured(candidate: Candidate): Candidate {
  const watcher = join(import.meta.dirname, 'measured.js');
  return { ...candidate, command: [process.execPath, watcher, ...candidate.command] };
}

interface Round {
  readonly oursS: number;
  readonly peerS: number;
  readonly memoryMiB: number | undefined;
  readonly peerMemoryMiB: number | undefined;
  readonly bytesPerS: number | undefined;
  readonly viewerShare: number | undefined;
}

function round({ ours, peer, before }: Pair, index: number, as = (one: Candidate) => one): Round {
  const timed = (candidate: Candidate) => {
    before?.();
    return time(as(candidate));
  };
  const isOursFirst = index % 2 === 0;
  const first = timed(isOursFirst ? ours : peer);
  const second = timed(isOursFirst ? peer : ours);
  const [own, other] = isOursFirst ? [first, second] : [second, first];
  return {
    oursS: own.seconds,
    memoryMiB: own.memoryMiB,
    peerS: other.seconds,
    peerMemoryMiB: other.memoryMiB,
    bytesPerS: own.bytesPerS,
    viewerShare: own.viewerShare,
  };
}

function time({ name, command: [program, ...args] }: Candidate) {
  const startedAt = process.hrtime.bigint();
  const ran = spawnSync(program, args, { encoding: 'utf8', timeout: LIMIT_MS, maxBuffer: 64 << 20 });
  const seconds = Number(process.hrtime.bigint() - startedAt) / 1e9;
  if (ran.status !== 0)
    throw new Error(`${name} failed (${ran.status ?? ran.signal}): ${ran.stderr}${ran.stdout}`);
  const said = (field: string): number | undefined => {
    const text = new RegExp(`"${field}":(\\d+)`).exec(ran.stdout)?.[1];
    return text === undefined ? undefined : Number(text);
  };
  // A job's own clock does not count how long the viewer took to come up.
  const jobMs = said('jobMs');
  return {
    seconds: jobMs === undefined ? seconds : jobMs / 1000,
    memoryMiB: said('maxRssMiB'),
    bytesPerS: said('bytesPerS'),
    viewerShare: shareOf(said('viewerCpuMs'), jobMs),
  };
}

/** Of all processors, for as long as the job took. */
function shareOf(cpuMs: number | undefined, jobMs: number | undefined): number | undefined {
  return cpuMs === undefined || !jobMs ? undefined : cpuMs / jobMs / availableParallelism();
}

function larger(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return Math.max(a, b);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

/** Nothing promised is broken. */
export function isKept({ ratio, atMost, bytesPerS = 0, mostBytesPerS = Infinity }: Compared): boolean {
  return ratio <= atMost && bytesPerS <= mostBytesPerS;
}

/** `image → drive   0.66 s   0.74 s   0.89 (0.80–1.00)   ≤ 1.05 ok   78 MiB (peer 14)` */
export function line(compared: Compared): string {
  const { name, oursS, peerS, ratio, lowest, highest, atMost, memoryMiB, peerMemoryMiB } = compared;
  const { bytesPerS, mostBytesPerS, viewerShare } = compared;
  const verdict = ratio <= atMost ? 'ok' : 'TOO SLOW';
  const range = `${ratio.toFixed(2)} (${lowest.toFixed(2)}–${highest.toFixed(2)})`;
  const memory = memoryMiB === undefined ? '' : `${memoryMiB} MiB (peer ${peerMemoryMiB ?? '?'})`;
  return [
    name.padEnd(46),
    `${oursS.toFixed(2)} s`.padStart(9),
    `${peerS.toFixed(2)} s`.padStart(9),
    range.padStart(20),
    `≤ ${atMost.toFixed(2)} ${verdict}`.padEnd(14),
    memory,
    bytesPerS === undefined ? '' : `${bytesPerS} B/s to the terminal (≤ ${mostBytesPerS})`,
    viewerShare === undefined ? '' : `${(100 * viewerShare).toFixed(1)} % of all processors`,
  ].join('  ');
}

export const heading = [
  'time(ours) / time(peer), median of the rounds'.padEnd(46),
  'ours'.padStart(9),
  'peer'.padStart(9),
  'ratio'.padStart(20),
  'promised'.padEnd(14),
  'memory',
].join('  ');
