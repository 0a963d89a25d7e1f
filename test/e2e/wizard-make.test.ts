import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  createReadStream,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { judgeRecords } from '../fakes/judge.ts';
import { run, testWith } from '../fakes/rigs.ts';
import { openTerminal, programLine } from '../fakes/terminal.ts';

// What must be shown, 1: by keys alone at 80×24, a folder becomes an ISO image; others list the same tree.

const GIB = 1024 ** 3;
const test = testWith(
  'rigs',
  'tool:tmux',
  'tool:xorriso',
  'tool:bsdtar',
  'tool:7zz',
  'tool:qemu-system-x86_64',
);

let folder = '';
let tree = '';
let image = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-e2e-'));
  tree = join(folder, 'Museum-2.4');
  image = join(folder, 'museum.iso');
  plant(tree);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const longName = `${'two hundred characters '.repeat(9).slice(0, 196)}.txt`;
const deepPath = 'a/bb/ccc/dddd/eeeee/ffffff/ggggggg/hhhhhhhh/iiiiiiiii/jjjjjjjjjj/deep.txt';

function plant(root: string): void {
  mkdirSync(join(root, deepPath, '..'), { recursive: true });
  writeFileSync(join(root, deepPath), 'deep down\n');
  mkdirSync(join(root, 'empty folder'));
  mkdirSync(join(root, 'Ünïcode'));
  writeFileSync(join(root, 'Ünïcode/日本語 Ελληνικά русский.txt'), 'one\n');
  writeFileSync(join(root, longName), 'long\n');
  writeFileSync(join(root, 'empty'), '');
  writeFileSync(join(root, 'README'), 'x'.repeat(2049));
  linkSync(join(root, 'README'), join(root, 'README-again'));
  symlinkSync('README', join(root, 'link'));
  symlinkSync('../../outside/of it', join(root, 'Ünïcode/far link'));
  writeFileSync(join(root, 'sparse 5 GiB'), 'begin');
  truncateSync(join(root, 'sparse 5 GiB'), 5 * GIB);
}

test('the wizard makes an ISO image from a folder, by keys alone, at 80×24', () => {
  const terminal = openTerminal('80x24', `cd '${folder}' && ${programLine()}`);
  try {
    terminal.waitFor('What would you like to do');
    terminal.keys('Enter');
    terminal.waitFor('Which folder becomes an image');
    terminal.type('Mus');
    terminal.waitFor('> Museum-2.4');
    terminal.keys('Space');
    terminal.waitFor('Where does the image go');
    expect(terminal.shot()).toMatch(/Museum-2\.4-\d{4}-\d\d-\d\d\.iso/);
    for (let count = 0; count < 40; count++) terminal.keys('BSpace');
    terminal.type('museum.iso');
    terminal.waitFor('museum.iso');
    terminal.keys('Enter');
    terminal.waitFor('Options');
    terminal.keys('Enter');
    terminal.waitFor('image +5.00 GiB');
    terminal.keys('Enter');
    terminal.waitFor('on media', 60);
    expect(existsSync(image)).toBe(false);
    terminal.waitFor('Done and proved', 200);
    terminal.keys('Enter');
    expect(terminal.exitCode()).toBe(0);
    expect(terminal.shot()).toContain('OK: Done and proved');
  } finally {
    terminal.stop();
  }
  expect(run('sha256sum', ['-c', 'museum.iso.sha256'], { cwd: folder, timeoutMs: 120_000 }).status).toBe(0);
  expect(readdirSync(folder).sort()).toEqual(['Museum-2.4', 'museum.iso', 'museum.iso.sha256']);
});

/** Path → size, of everything below the folder as it is on disk. */
function planted(): Map<string, number> {
  const lines = execFileSync('find', ['.', '-mindepth', '1', '-printf', '%y %s %P\\0'], {
    cwd: tree,
    encoding: 'utf8',
    timeout: 20_000,
  });
  return new Map(
    lines
      .split('\0')
      .filter(Boolean)
      .map((line) => {
        const [, kind = '', size = '', path = ''] = /^(.) (\d+) (.*)$/s.exec(line) ?? [];
        return [path, kind === 'f' ? Number(size) : -1];
      }),
  );
}

test('xorriso lists the same tree', () => {
  const { stdout } = run(
    'xorriso',
    ['-charset', 'UTF-8', '-indev', image, '-find', '/', '-exec', 'lsdl', '--'],
    { timeoutMs: 60_000 },
  );
  for (const [path, sizeBytes] of planted()) {
    expect(stdout).toContain(`'/${path}'`);
    if (sizeBytes > 4096) expect(stdout).toContain(` ${sizeBytes} `);
  }
});

test('bsdtar lists the same tree, with the sizes', () => {
  const { stdout, status } = run('bash', ['-c', `ulimit -v 4000000; exec bsdtar -tvf '${image}'`], {
    timeoutMs: 60_000,
  });
  expect(status).toBe(0);
  for (const [path, sizeBytes] of planted()) {
    const line = stdout.split('\n').find((text) => text.includes(` ${path}`));
    expect(line, path).toBeDefined();
    if (sizeBytes > 4096) expect(line).toContain(String(sizeBytes));
  }
});

test('7-Zip finds no error and the same tree', () => {
  expect(run('7zz', ['t', image], { timeoutMs: 300_000 }).stdout).toContain('Everything is Ok');
  const { stdout } = run('7zz', ['l', '-ba', '-slt', image], { timeoutMs: 60_000 });
  const paths = new Set([...stdout.matchAll(/^Path = (.*)$/gm)].map(([, path]) => path));
  // 7-Zip shows the Joliet tree: without links, names of at most 103 characters.
  const expected = [...planted().keys()].filter((path) => !path.includes('link') && path !== longName);
  for (const path of expected) expect(paths).toContain(path);
});

interface KernelEntry {
  readonly record: string;
  readonly as: string;
  readonly type: string;
  readonly path: string;
  readonly sizeBytes: number;
  readonly target?: string;
}

test('the kernel sees the same tree through Rock Ridge, Joliet and plain ISO 9660, and says nothing bad', () => {
  const ways = ['iso9660', 'iso9660:norock', 'iso9660:norock,nojoliet'];
  const records = judgeRecords([image], ways.join(';')).map(
    (line) => JSON.parse(line) as KernelEntry & { error?: string },
  );
  const entries = (way: string) =>
    records.filter((found) => found.record === 'entry' && found.as === way && found.path !== '/');
  const rockRidge = new Map(entries('iso9660').map((found) => [found.path.replace(/^\/+/, ''), found]));
  const wanted = planted();
  expect([...rockRidge.keys()].sort()).toEqual([...wanted.keys()].sort());
  for (const [path, sizeBytes] of wanted)
    if (sizeBytes >= 0) expect(rockRidge.get(path)?.sizeBytes).toBe(sizeBytes);
  expect(rockRidge.get('Ünïcode/far link')?.target).toBe('../../outside/of it');
  const withoutLinks = [...wanted.keys()].filter((path) => !path.includes('link'));
  expect(entries('iso9660:norock')).toHaveLength(withoutLinks.length);
  expect(entries('iso9660:norock,nojoliet').length).toBeGreaterThanOrEqual(withoutLinks.length);
});

test('the contents match, the first and last MiB of the 5 GiB file and every other file', async () => {
  const out = join(folder, 'extracted');
  mkdirSync(out);
  const { status, stderr } = run('bsdtar', ['-xf', image, '-C', out, '--exclude', 'sparse*'], {
    timeoutMs: 60_000,
  });
  expect([status, stderr]).toEqual([0, '']);
  const { stdout } = run('diff', ['-rq', '--no-dereference', '--exclude=sparse*', tree, out], {
    timeoutMs: 60_000,
  });
  expect(stdout).toBe('');
  const stored = run('bash', ['-c', `bsdtar -xOf '${image}' 'sparse 5 GiB' | sha256sum`], {
    timeoutMs: 300_000,
  }).stdout.slice(0, 64);
  expect(stored).toBe(await sha256Of(join(tree, 'sparse 5 GiB')));
  expect(statSync(join(out, 'README')).ino).toBe(statSync(join(out, 'README-again')).ino);
});

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
