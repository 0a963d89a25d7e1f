import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect } from 'vitest';
import { bytesOf, temporaryFolder } from '../engine/author/making.ts';
import { putInstaller, withWindowsStick } from '../engine/author/sticks/windows.ts';
import { run, testWith } from '../fakes/rigs.ts';

// An install.wim that is split on its way to a stick: wimlib reads the parts as it reads the whole.

const room = temporaryFolder();
const system = join(room, 'system');
const wims = testWith('tool:wimlib-imagex', 'tool:mcopy');
const LIMITS = { mostFileBytes: 1_000_000, partBytes: 900_000 };

function done(tool: string, ...args: string[]): string {
  const { status, stdout, stderr } = run(tool, args, { timeoutMs: 120_000 });
  expect(status, stdout + stderr).toBe(0);
  return stdout;
}

beforeAll(() => {
  mkdirSync(join(system, 'Windows/System32'), { recursive: true });
  for (let i = 0; i < 600; i++)
    writeFileSync(join(system, `Windows/System32/file ${i}.dll`), Buffer.alloc(3000 + i, `text of ${i} `));
  for (let i = 0; i < 40; i++) writeFileSync(join(system, `Windows/random ${i}`), randomBytes(90_000));
  writeFileSync(join(system, 'empty'), '');
});

/** A stick with such an installer, its volume read by mtools. */
async function partsOf(name: string, ...options: string[]): Promise<string> {
  const tree = join(room, name);
  putInstaller(tree);
  const wim = join(tree, 'sources/install.wim');
  done('wimlib-imagex', 'capture', system, wim, 'Windows One', ...options);
  done('wimlib-imagex', 'append', join(system, 'Windows'), wim, 'Windows Two');
  const image = join(room, `${name}.img`);
  const out = join(room, `${name}.out`);
  mkdirSync(out);
  await withWindowsStick(tree, {}, LIMITS, async (stick) => {
    const parts = stick.boot.notes.find(({ code }) => code === 'install-split');
    expect(Number(parts?.also)).toBeGreaterThan(3);
    writeFileSync(image, await bytesOf(stick));
  });
  done('mcopy', '-s', '-i', `${image}@@1M`, '::sources', out);
  return join(out, 'sources');
}

describe.each([
  ['none', '--compress=none', '--boot'],
  ['XPRESS', '--compress=XPRESS', '--check'],
  ['LZX', '--compress=LZX', '--boot', '--check'],
])('%s', (name, ...options) => {
  wims('parts are verified and applied by wimlib, and give the files of the whole', async () => {
    const sources = await partsOf(name, ...options);
    const first = join(sources, 'install.swm');
    const ref = `--ref=${join(sources, 'install*.swm')}`;
    expect(done('wimlib-imagex', 'verify', first, ref)).toContain('successfully verified');
    for (const image of ['1', '2']) {
      const applied = join(room, 'applied');
      rmSync(applied, { recursive: true, force: true });
      done('wimlib-imagex', 'apply', first, image, applied, ref);
      done('diff', '-r', applied, image === '1' ? system : join(system, 'Windows'));
    }
    const info = done('wimlib-imagex', 'info', first);
    expect(info).toMatch(/Part Number: +1\/[4-9]/);
    expect(info).toMatch(options.includes('--boot') ? /Boot Index: +1/ : /Boot Index: +0/);
  });
});

wims('a byte that is hurt in a part is found by wimlib: the parts hold what they should', async () => {
  const sources = await partsOf('hurt', '--compress=XPRESS');
  const second = join(sources, 'install2.swm');
  const bytes = readFileSync(second);
  bytes[400_000] = (bytes[400_000] ?? 0) ^ 1;
  writeFileSync(second, bytes);
  const ref = `--ref=${join(sources, 'install*.swm')}`;
  expect(run('wimlib-imagex', ['verify', join(sources, 'install.swm'), ref]).status).not.toBe(0);
});
