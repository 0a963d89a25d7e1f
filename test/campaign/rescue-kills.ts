import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseMapFile } from '../../src/engine/read/rescue/map-file.ts';
import { seededBytes } from '../fakes/fake-image.ts';
import { rig, run } from '../fakes/run.ts';
import { makeRandom } from './chance.ts';

const MIB = 1 << 20;
const SIZE = 6 * MIB;
const SECTOR = 512;

export interface RescueKills {
  readonly kills: number;
  readonly rounds: number;
  readonly wrong: readonly string[];
}

interface Around {
  readonly folder: string;
  readonly program: string;
  readonly random: () => number;
}

/**
 * Reads ill media and kills the job (SIGKILL) at random moments, with the hand that reads for it left to itself. After each kill every
 * byte that the map calls read must be that of the medium; after the last run exactly the bad sectors are missing.
 */
export async function killRescues(wantedKills: number, seed: number, program: string): Promise<RescueKills> {
  const random = makeRandom(seed);
  const folder = mkdtempSync(join(tmpdir(), 'isowright-rescue-kills-'));
  const wrong: string[] = [];
  let kills = 0;
  let rounds = 0;
  try {
    while (kills < wantedKills) {
      rounds++;
      const bytes = seededBytes(SIZE, seed * 1000 + rounds);
      kills += await round({ folder, program, random }, bytes, rounds, (text) => wrong.push(text));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { kills, rounds, wrong };
}

/** One medium, until its rescue is over. @returns how often it was killed */
async function round(
  around: Around,
  bytes: Uint8Array,
  number: number,
  wrong: (text: string) => void,
): Promise<number> {
  const { random, folder } = around;
  const id = `rk${process.pid}`;
  const content = join(folder, 'content');
  writeFileSync(content, bytes);
  const bad = Array.from({ length: 3 }, () => Math.floor((random() * SIZE) / SECTOR));
  const faults = { rate: 2e6 + random() * 6e6, bad_read: bad.map((sector) => [sector * SECTOR, SECTOR]) };
  const device = rig('faulty.sh', 'up', id, content, JSON.stringify(faults));
  const [image, map] = [join(folder, `${number}.img`), join(folder, `${number}.map`)];
  let kills = 0;
  try {
    for (let exit: number | undefined; exit === undefined; ) {
      exit = await attempt(around, ['read', device, '-o', image, '--map', map, '--whole', '--json']);
      if (exit === undefined) kills++;
      else if (exit !== 7) wrong(`round ${number}: exit ${exit}`);
      const lie = lieOf(image, map, bytes);
      if (lie !== undefined) wrong(`round ${number}: ${lie}`);
    }
    const missing = [...parseMapFile(readFileSync(map, 'utf8')).map.missing()];
    const sectors = missing.flatMap(({ atByte, endByte }) =>
      Array.from({ length: (endByte - atByte) / SECTOR }, (_, index) => atByte / SECTOR + index),
    );
    const wanted = [...new Set(bad)].sort((a, b) => a - b);
    if (JSON.stringify(sectors) !== JSON.stringify(wanted))
      wrong(`round ${number}: missing ${sectors}, bad ${wanted}`);
    return kills;
  } finally {
    rig('faulty.sh', 'ctl', id, '{}');
    rig('faulty.sh', 'down', id);
    for (const path of [image, map]) rmSync(path, { force: true });
  }
}

/** @returns the exit code; undefined when it was killed */
function attempt({ folder, program, random }: Around, args: readonly string[]): Promise<number | undefined> {
  return new Promise((resolve) => {
    const viewer = spawn(process.execPath, [program, ...args], {
      env: { ...process.env, XDG_STATE_HOME: join(folder, 'state') },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let said = '';
    let isKilled = false;
    let killer: NodeJS.Timeout | undefined;
    const isToDie = random() < 0.85;
    viewer.stdout.on('data', (text: Buffer) => {
      said += text;
      if (!isToDie || !said.includes('"event":"phase"')) return;
      killer ??= setTimeout(() => {
        isKilled = killJob(viewer.pid);
      }, random() * 2500);
    });
    viewer.on('close', (code) => {
      clearTimeout(killer);
      resolve(isKilled && said.includes('"job-died"') ? undefined : (code ?? -1));
    });
  });
}

function killJob(viewer: number | undefined): boolean {
  const { stdout } = run('pgrep', ['-P', String(viewer)]);
  const pids = stdout.trim().split('\n').filter(Boolean);
  for (const pid of pids)
    try {
      process.kill(Number(pid), 'SIGKILL');
    } catch {
      return false;
    }
  return pids.length > 0;
}

/** The first place where the map calls read what the image does not hold. */
function lieOf(image: string, map: string, bytes: Uint8Array): string | undefined {
  if (!existsSync(map)) return undefined;
  const stored = readFileSync(image);
  for (const { atByte, endByte, state } of parseMapFile(readFileSync(map, 'utf8')).map.ranges())
    if (
      state === '+' &&
      Buffer.compare(stored.subarray(atByte, endByte), bytes.subarray(atByte, endByte)) !== 0
    )
      return `bytes ${atByte} to ${endByte} are not those of the medium`;
  return undefined;
}
