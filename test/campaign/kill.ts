import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededBytes } from '../fakes/fake-image.ts';
import { rig, run } from '../fakes/run.ts';
import { makeRandom, someFault } from './chance.ts';
import { cutPower } from './power.ts';

// npm run campaign:kill [-- COUNT [SEED [CUTS]]]: the job process is killed (SIGKILL) at random moments of a write, while
// it is written, flushed or read back, also while it is being resumed; and the power of a virtual machine is cut. After
// the last resume the target must hold the image each time. Targets: faulty.sh devices of random speed, some hesitant,
// some with flaky reads.

const MIB = 1 << 20;
const DEVICE_BYTES = 32 * MIB;
const program = process.env.ISOWRIGHT_PROGRAM ?? join(process.cwd(), 'dist/main.js');
const wantedKills = Number(process.argv[2] ?? 300);
const seed = Number(process.argv[3] ?? 1);
const wantedCuts = Number(process.argv[4] ?? 10);
const random = makeRandom(seed);

const folder = mkdtempSync(join(tmpdir(), 'isowright-kills-'));
const environment = { ...process.env, XDG_STATE_HOME: join(folder, 'state') };
const counts = {
  kills: 0,
  rounds: 0,
  resumes: 0,
  beforeFirstByte: 0,
  whileWriting: 0,
  whileVerifying: 0,
  wrong: 0,
};

try {
  while (counts.kills < wantedKills) await round();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
const power = await cutPower(wantedCuts, random, program, (text) => console.error(text));
const wrongs = counts.wrong + power.wrong;
console.log(JSON.stringify({ seed, kills: counts, power }));
console.log(`${counts.rounds + power.drives - wrongs} passed, ${wrongs} failed`);
process.exit(wrongs === 0 ? 0 : 1);

/** One image, one drive, killed until it is not killed any more. */
async function round(): Promise<void> {
  counts.rounds++;
  const image = join(folder, 'image.iso');
  const bytes = seededBytes(Math.floor((4 + random() * 20) * MIB), counts.rounds + seed * 1000);
  writeFileSync(image, bytes);
  const id = `kill${process.pid}`;
  const rate = Math.floor((8 + random() * 40) * 1e6);
  const device = rig(
    'faulty.sh',
    'up',
    id,
    String(DEVICE_BYTES),
    JSON.stringify({ rate, ...(random() < 0.4 && someFault(random, bytes.length)) }),
  );
  try {
    let job = await attempt([
      'write',
      image,
      device,
      '--yes',
      '--expect-size',
      String(DEVICE_BYTES),
      '--test',
      'off',
    ]);
    while (!job.isDone) {
      counts.resumes++;
      // Killed before it had a folder: there is nothing to resume, the drive is as it was.
      const args = job.id
        ? ['resume', job.id]
        : ['write', image, device, '--yes', '--expect-size', String(DEVICE_BYTES), '--test', 'off'];
      job = { ...(await attempt(args)), ...(job.id && { id: job.id }) };
    }
    if (!holds(rig('faulty.sh', 'image', id), bytes))
      wrong(`round ${counts.rounds}: the drive differs after «done»`);
  } finally {
    rig('faulty.sh', 'ctl', id, '{}');
    rig('faulty.sh', 'down', id);
  }
}

interface Attempt {
  readonly id?: string;
  readonly isDone: boolean;
}

/** Starts a job and kills its process at a random moment, unless it is quicker. */
function attempt(args: readonly string[]): Promise<Attempt> {
  return new Promise((resolve) => {
    const viewer = spawn(process.execPath, [program, ...args, '--json'], {
      env: environment,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let said = '';
    let killer: NodeJS.Timeout | undefined;
    const killIn = (ms: number): void => {
      killer ??= setTimeout(() => kill(viewer.pid, said), ms);
    };
    const isToDie = counts.kills < wantedKills && random() < 0.85;
    const isToDieEarly = random() < 0.15;
    if (isToDie && isToDieEarly) killIn(100 + random() * 400);
    viewer.stdout.on('data', (text: Buffer) => {
      said += text;
      if (isToDie && said.includes('"event":"progress"')) killIn(random() * 2500);
    });
    viewer.on('close', () => {
      clearTimeout(killer);
      const events = said
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line));
      const done = events.at(-1);
      const id = events.find(({ code }) => code === 'job-folder')?.job;
      if (done?.ok) return resolve({ id, isDone: true });
      const code = done?.report?.failure?.code;
      // It was over before the kill came, or it is the kill that ended it.
      if (code === 'job-not-resumable') return resolve({ id, isDone: true });
      if (code !== 'job-died') wrong(`${args.join(' ')}: ${JSON.stringify(done)}`);
      resolve({ id, isDone: code !== 'job-died' });
    });
  });
}

function kill(viewer: number | undefined, said: string): void {
  const { stdout } = run('pgrep', ['-P', String(viewer)]);
  for (const pid of stdout.trim().split('\n').filter(Boolean)) {
    try {
      process.kill(Number(pid), 'SIGKILL');
      counts.kills++;
      counts[momentOf(said)]++;
    } catch {
      // it ended meanwhile
    }
  }
}

function momentOf(said: string): 'beforeFirstByte' | 'whileWriting' | 'whileVerifying' {
  if (said.includes('"phase":"verify"')) return 'whileVerifying';
  return said.includes('"phase":"write"') ? 'whileWriting' : 'beforeFirstByte';
}

function holds(path: string, bytes: Uint8Array): boolean {
  const stored = new Uint8Array(bytes.length);
  const fd = openSync(path, 'r');
  readSync(fd, stored, 0, stored.length, 0);
  closeSync(fd);
  return Buffer.compare(stored, bytes) === 0;
}

function wrong(text: string): void {
  counts.wrong++;
  console.error(`WRONG ${text}`);
  console.error(readFileSync(join(folder, 'image.iso')).length);
}
