import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A loop device of our own, on a file of our own. */
export interface LoopDevice {
  readonly path: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly backingPath: string;
  remove(): void;
}

export interface LoopOptions {
  readonly sectorBytes?: 512 | 4096;
  readonly readOnly?: boolean;
  /** A file whose content the device begins with. */
  readonly contentOf?: string;
}

/** Attaches a new device; root only. */
export function makeLoopDevice(sizeBytes: number, options: LoopOptions = {}): LoopDevice {
  const folder = mkdtempSync(join(tmpdir(), 'isowright-loop-'));
  const backingPath = join(folder, 'disk.img');
  if (options.contentOf) copyFileSync(options.contentOf, backingPath);
  else writeFileSync(backingPath, '');
  truncateSync(backingPath, sizeBytes);
  const args = [
    ...(options.readOnly ? ['--read-only'] : []),
    ...(options.sectorBytes ? ['--sector-size', String(options.sectorBytes)] : []),
  ];
  const path = losetup('--find', '--show', ...args, backingPath).trim();
  const detach = detacherOf(path);
  return {
    path,
    name: path.replace('/dev/', ''),
    sizeBytes,
    backingPath,
    remove() {
      detach();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Asked just after it was attached: detaches the loop device, once, unless another file stands behind that number by then
 * (a test may have detached it, and a test beside it got the number).
 */
export function detacherOf(path: string): () => void {
  const behind = (): string =>
    losetup('--noheadings', '--output', 'BACK-MAJ:MIN,BACK-INO', '--list', path).trim();
  const ours = behind();
  let isOver = false;
  return () => {
    if (!isOver && attached(path) && behind() === ours) losetup('--detach', path);
    isOver = true;
  };
}

function attached(path: string): boolean {
  return losetup('--noheadings', '--output', 'NAME').split('\n').includes(path);
}

function losetup(...args: string[]): string {
  return execFileSync('losetup', args, { encoding: 'utf8', timeout: 20_000 });
}
