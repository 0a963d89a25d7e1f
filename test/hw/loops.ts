import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { detacherOf } from '../fakes/loop-device.ts';
import { run } from '../fakes/rigs.ts';

/** A loop device of our own over a file of our own, and the way to take both away. */
export interface Loop {
  readonly path: string;
  readonly name: string;
  readonly file: string;
  [Symbol.dispose](): void;
}

/** `args` go to losetup: `-r`, `--sector-size 4096`. */
export function makeLoop(sizeBytes: number, ...args: string[]): Loop {
  const folder = mkdtempSync(join(tmpdir(), 'isowright-hw-'));
  const file = join(folder, 'disk.img');
  writeFileSync(file, '');
  truncateSync(file, sizeBytes);
  const made = run('losetup', ['-f', '--show', ...args, file]);
  if (made.status !== 0) throw new Error(made.stderr);
  const path = made.stdout.trim();
  const detach = detacherOf(path);
  return {
    path,
    name: path.replace('/dev/', ''),
    file,
    [Symbol.dispose]() {
      run('umount', ['-q', '-l', join(folder, 'mnt')]);
      run('partx', ['-d', path]);
      detach();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** One ext4 partition on it, made visible to the kernel; mounted beside the file. */
export function mountPartition(loop: Loop): string {
  const at = join(loop.file, '..', 'mnt');
  must('sfdisk', ['-q', loop.path], 'label: dos\nstart=2048,type=83\n');
  must('partx', ['-a', loop.path]);
  must('mke2fs', ['-q', '-t', 'ext4', '-L', 'DATA', `${loop.path}p1`]);
  must('mkdir', ['-p', at]);
  must('mount', [`${loop.path}p1`, at]);
  return at;
}

export function must(command: string, args: string[], input?: string): string {
  const ran = run(command, args, input === undefined ? {} : { input });
  // sfdisk ends with 1 when the kernel has no partition parsers; its table is written.
  if (ran.status !== 0 && command !== 'sfdisk') throw new Error(`${command}: ${ran.stderr}`);
  return ran.stdout.trim();
}

/** The failure a promise ends with; the test fails when there is none. */
export async function failureOf(promise: Promise<unknown>): Promise<{ code: string; facts: unknown }> {
  try {
    await promise;
  } catch (error) {
    const { code, facts } = error as { code: string; facts: unknown };
    return { code, facts };
  }
  throw new Error('it did not fail');
}
