import { mkdirSync, rmdirSync, truncateSync, writeFileSync } from 'node:fs';
import { run } from './run.ts';

/** A volume of ntfs-3g's maker in a file. `args`: those of mkntfs. */
export function makeNtfs(path: string, sizeBytes: number, ...args: string[]): void {
  writeFileSync(path, '');
  truncateSync(path, sizeBytes);
  done('mkntfs', ['-q', '-F', '-f', ...args, path]);
}

/** Does something with the files of a volume while ntfs-3g has it mounted; it is put away again whatever happens. */
export function withNtfs<T>(path: string, options: string, use: (folder: string) => T): T {
  const folder = `${path}.mounted`;
  mkdirSync(folder);
  try {
    done('ntfs-3g', ['-o', options, path, folder]);
    try {
      return use(folder);
    } finally {
      done('umount', [folder]);
    }
  } finally {
    rmdirSync(folder);
  }
}

function done(command: string, args: readonly string[]): void {
  const { status, stdout, stderr } = run(command, args);
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stdout}${stderr}`);
}
