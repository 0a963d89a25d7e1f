import { closeSync, mkdirSync, openSync, rmSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Pair } from './pair.ts';
import { type BenchRoom, fullFile, manyFiles } from './room.ts';

const GIB = 1024 ** 3;
/** Slower than this is a change that somebody has to answer for. */
const AT_MOST = 1.03;

/** Our program against another version of it: `ISOWRIGHT_BEFORE` is the `dist/main.js` of that. Nothing where there is none. */
export function before(room: BenchRoom, program: (name: string) => string): Pair[] {
  const other = process.env.ISOWRIGHT_BEFORE;
  if (other === undefined) return [];
  const large = join(room.diskFolder, 'large');
  mkdirSync(large);
  const image = likeADrive(fullFile(join(large, 'install.wim'), 4 * GIB));
  const many = manyFiles(join(room.diskFolder, 'many'), 100_000, (index) => 1024 + ((index * 7919) % 7169));
  const written = join(room.memoryFolder, 'written.img');
  const made = join(room.diskFolder, 'made.iso');
  const fresh = (path: string) => () => {
    for (const name of [path, `${path}.sha256`]) rmSync(name, { force: true });
  };
  return [
    pair('--version', ['--version']),
    pair('the list of commands', ['--help']),
    pair('wizard, to its first question', terminal),
    {
      ...pair('4 GiB image → file that stands for a drive', [
        'write',
        image,
        written,
        ...['--file-target', '--yes', '--quiet', '--expect-size', String(4 * GIB)],
      ]),
      before: () => {
        fresh(written)();
        writeFileSync(written, '');
        truncateSync(written, 4 * GIB);
      },
      rounds: 5,
    },
    {
      ...pair('folder of one 4 GiB file → ISO', ['make', large, '-o', made, '--quiet']),
      before: fresh(made),
      rounds: 5,
    },
    {
      ...pair('folder of 100,000 files → ISO', ['make', many, '-o', made, '--quiet']),
      before: fresh(made),
      rounds: 5,
    },
  ];

  function pair(
    name: string,
    words: readonly string[] | ((main: string) => readonly [string, ...string[]]),
  ): Pair {
    const run = (main: string) =>
      typeof words === 'function' ? words(main) : ([process.execPath, main, ...words] as const);
    return {
      name: `${name} / before`,
      ours: { name: 'isowright', command: run(program('main')) },
      peer: { name: 'before', command: run(other ?? '') },
      atMost: AT_MOST,
      rounds: 15,
    };
  }
}

/** With the signature of a boot sector: both take it for an image. */
function likeADrive(path: string): string {
  const fd = openSync(path, 'r+');
  writeSync(fd, Buffer.from([0x55, 0xaa]), 0, 2, 510);
  closeSync(fd);
  return path;
}

/** In a terminal of its own, whose keyboard ends at once. */
function terminal(main: string): readonly [string, ...string[]] {
  return [
    'sh',
    '-c',
    `script -qec "$1 $2 --plain" /dev/null </dev/null >/dev/null || true`,
    'sh',
    process.execPath,
    main,
  ];
}
