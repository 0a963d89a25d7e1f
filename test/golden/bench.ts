import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type CliRan, isowright } from '../fakes/cli.ts';
import { putSamples, undoName } from './sample-bytes.ts';

const fixtures = join(import.meta.dirname, '../fixtures/jobs');

/** A folder with the samples, and a state folder of its own for the jobs. */
export interface Bench {
  readonly folder: string;
  isowright(...args: readonly string[]): CliRan;
  /** Puts a recorded job there, under this id; `drive`: the file it wrote to. */
  putJob(name: string, id: string, drive?: string): void;
  remove(): void;
}

export function makeBench(): Bench {
  const folder = mkdtempSync(join(tmpdir(), 'isowright-golden-'));
  const env = { XDG_STATE_HOME: join(folder, 'state'), SOURCE_DATE_EPOCH: '1700000000' };
  putSamples(folder);
  putFolder(join(folder, 'folder'));
  return {
    folder,
    isowright: (...args) => isowright(args, { env, cwd: folder }),
    putJob: (name, id, drive) => putJob(folder, name, id, drive),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function putFolder(path: string): void {
  mkdirSync(path);
  for (const name of ['a', 'A long name of a file']) {
    writeFileSync(join(path, name), 'hello\n');
    chmodSync(join(path, name), 0o644);
    utimesSync(join(path, name), 1_700_000_000, 1_700_000_000);
  }
}

function putJob(folder: string, name: string, id: string, drive = ''): void {
  const from = join(fixtures, name);
  const to = join(folder, 'state/isowright/jobs', id);
  mkdirSync(to, { recursive: true, mode: 0o700 });
  for (const file of readdirSync(from)) {
    const target = join(to, file.replace('undo.', `${undoName(join(folder, drive))}.`));
    const bytes = readFileSync(join(from, file));
    if (file.endsWith('.gz')) writeFileSync(target.slice(0, -'.gz'.length), gunzipSync(bytes));
    else writeFileSync(target, bytes.toString('utf8').replaceAll('@FOLDER@', folder).replaceAll('@JOB@', id));
  }
}
