import { createReadStream } from 'node:fs';
import { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { parentPort, workerData } from 'node:worker_threads';
import { isRecord } from '../../contract/plan/record.ts';

/** What the thread that reads a job's input is given. */
export interface InputWatch {
  /** One number, which the other thread makes larger as often as its event loop turns. */
  readonly beats: Int32Array;
  readonly tickMs: number;
  /** So often the number may be the same, once a stop was asked for. */
  readonly patienceTicks: number;
}

/** Longer lines are orders. */
const LONGEST_COMMAND = 200;

const port = parentPort;
if (port) passOn(standardInput(), workerData as InputWatch);

function passOn(input: Readable, watch: InputWatch): void {
  input.on('data', (bytes: Uint8Array) => port?.postMessage(bytes));
  input.on('error', () => undefined);
  input.once('close', () => port?.postMessage(null));
  const lines = createInterface({ input });
  lines.on('error', () => undefined);
  let isWatching = false;
  lines.on('line', (line) => {
    if (isWatching || !isStop(line)) return;
    isWatching = true;
    endWhenUnheard(watch);
  });
}

/** Ticks are counted, not time: a machine that slept was not deaf. */
function endWhenUnheard({ beats, tickMs, patienceTicks }: InputWatch): void {
  let last = Atomics.load(beats, 0);
  let silentTicks = 0;
  setInterval(() => {
    const now = Atomics.load(beats, 0);
    silentTicks = now === last ? silentTicks + 1 : 0;
    last = now;
    if (silentTicks >= patienceTicks) process.kill(process.pid, 'SIGKILL');
  }, tickMs);
}

function isStop(line: string): boolean {
  if (line.length > LONGEST_COMMAND) return false;
  try {
    const order: unknown = JSON.parse(line);
    return isRecord(order) && order.do === 'stop';
  } catch {
    return false;
  }
}

/** A pipe or a socket; anything else is read as a file. */
function standardInput(): Readable {
  try {
    return new Socket({ fd: 0, readable: true, writable: false });
  } catch {
    return createReadStream('', { fd: 0 });
  }
}
