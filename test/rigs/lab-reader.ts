import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DoneFact, JobEvent } from '../../src/engine/contract/events/events.ts';
import { parseMapFile } from '../../src/engine/read/rescue/map-file.ts';
import type { SectorState } from '../../src/engine/read/rescue/rescue-map.ts';
import { rig } from '../fakes/rigs.ts';
import { LabGuest } from './lab-guest.ts';

export interface GuestRead {
  readonly status: number;
  readonly events: readonly JobEvent[];
  readonly done: DoneFact | undefined;
  readonly text: string;
}

export type Stretch = readonly [atByte: number, lengthBytes: number];

/** Emulated processors are slow: what is compiled once is kept. */
const PROGRAM = 'NODE_COMPILE_CACHE=/tmp/compiled node /root/app/dist/main.js';

/** A guest with the built program in it, and media to read that fail as they are told. */
export class LabReader {
  readonly guest: LabGuest;
  readonly folder = mkdtempSync(join(tmpdir(), 'isowright-lab-read-'));
  readonly #faulty = new Set<string>();

  constructor(name: string) {
    this.guest = new LabGuest(name);
  }

  up(): void {
    const tree = join(this.folder, 'app');
    cpSync('dist', join(tree, 'dist'), { recursive: true });
    writeFileSync(join(tree, 'package.json'), '{"type":"module"}');
    this.guest.up();
    this.guest.lab('push', tree, '/root/app');
    this.guest.out('mkdir -p /tmp/read');
  }

  down(): void {
    this.guest.down();
    for (const id of this.#faulty) rig('faulty.sh', 'down', id);
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** A file of the host. */
  file(name: string, content: Uint8Array): string {
    const path = join(this.folder, name);
    writeFileSync(path, content);
    return path;
  }

  /** What `plug` and `cd` take for a device of `faulty.sh` with this content. */
  faulty(name: string, content: Uint8Array, faults: object): string {
    const id = `lab${process.pid}-${name}`;
    rig('faulty.sh', 'up', id, this.file(`${name}.content`, content), JSON.stringify(faults));
    this.#faulty.add(id);
    return `faulty:${id}`;
  }

  /** Other faults from now on. */
  control(spec: string, faults: object): void {
    rig('faulty.sh', 'ctl', spec.replace('faulty:', ''), JSON.stringify(faults));
  }

  /** Runs a command of the program to its end, in the folder `/tmp/read`. */
  run(command: string): GuestRead {
    const { status, stdout } = this.guest.exec(`cd /tmp/read; ${PROGRAM} ${command} --json 2>/dev/null`, 110);
    return { status, ...eventsIn(stdout) };
  }

  /** The same, as a person sees it. */
  say(command: string): { readonly status: number; readonly text: string } {
    const { status, stdout } = this.guest.exec(`cd /tmp/read; ${PROGRAM} ${command} 2>&1`, 110);
    return { status, text: stdout };
  }

  /** Starts a reading, and returns when so much was read. @returns the job */
  begin(command: string, leastBytes: number): string {
    this.guest.out(
      `cd /tmp/read; rm -f log; (${PROGRAM} ${command} --json; echo "exit $?") >log 2>/dev/null </dev/null &`,
    );
    this.until(`reads ${leastBytes}`);
    return this.soFar().events[0]?.job ?? '';
  }

  /** What the one that was started has said until now. */
  soFar(): GuestRead {
    const text = this.guest.out('cat /tmp/read/log');
    const status = Number(/^exit (\d+)$/m.exec(text)?.[1] ?? -1);
    return { status, ...eventsIn(text) };
  }

  /** Until `exit`, `reads BYTES` or the word of a note is in what the one that was started says. */
  until(what: string): GuestRead {
    const [, bytes] = /^reads (\d+)$/.exec(what) ?? [];
    const holds =
      bytes === undefined
        ? `grep -q '${what === 'exit' ? '^exit' : `"code":"${what}"`}' log`
        : `[ "$(sed -n 's/.*"doneBytes":\\([0-9]*\\).*/\\1/p' log | tail -n 1)" -ge ${bytes} ] 2>/dev/null`;
    this.guest.out(
      `cd /tmp/read; for n in $(seq 1200); do ${holds} && exit 0; sleep 0.05; done; tail log; exit 1`,
      150,
    );
    return this.soFar();
  }

  /** A stop, as by a person who closes the terminal. */
  stop(): GuestRead {
    this.guest.out(
      "for p in /proc/[0-9]*; do tr '\\0' ' ' <$p/cmdline 2>/dev/null | grep -q 'main.js read' && kill -TERM $(basename $p); done; true",
    );
    return this.until('exit');
  }

  /** SHA-256 of a file in the guest. */
  sum(name: string): string {
    return this.guest.out(`sha256sum /tmp/read/${name}`).split(' ')[0] ?? '';
  }

  /** Stretches of a map in the guest that are in a state. */
  stretches(map: string, state: SectorState): Stretch[] {
    const found = parseMapFile(this.guest.out(`cat /tmp/read/${map}`)).map;
    return [...found.ranges()]
      .filter((range) => range.state === state)
      .map(({ atByte, endByte }) => [atByte, endByte - atByte]);
  }

  /** What ddrescue makes of it; the image and the map are `dd.img` and `dd.map`. */
  ddrescue(path: string, sectorBytes: number): void {
    this.guest.out(`cd /tmp/read; rm -f dd.*; ddrescue -q -d -b${sectorBytes} ${path} dd.img dd.map`, 110);
  }

  clean(): void {
    this.guest.out('rm -rf /tmp/read/*');
  }
}

/** SHA-256 of bytes of which some stretches are zeros. */
export function sumOf(content: Uint8Array, holes: readonly Stretch[] = []): string {
  const bytes = Buffer.from(content);
  for (const [atByte, lengthBytes] of holes) bytes.fill(0, atByte, atByte + lengthBytes);
  return createHash('sha256').update(bytes).digest('hex');
}

function eventsIn(text: string) {
  const events = text
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line): JobEvent => JSON.parse(line));
  const done = events.find((event): event is Extract<JobEvent, DoneFact> => event.event === 'done');
  return { events, done, text };
}
