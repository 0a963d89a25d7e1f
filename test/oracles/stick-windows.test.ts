import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect } from 'vitest';
import { answerFile } from '../../src/engine/author/sticks/windows/answers.ts';
import { asFailure } from '../../src/engine/contract/failure/failure.ts';
import { putFile } from '../engine/author/boot/trees.ts';
import { bytesOf, temporaryFolder } from '../engine/author/making.ts';
import { contentIn } from '../engine/author/sticks/stick-volume.ts';
import { putInstaller, UNLIMITED, withWindowsStick } from '../engine/author/sticks/windows.ts';
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

const refusal = async (tree: string): Promise<unknown> => {
  const error = asFailure(
    await withWindowsStick(tree, {}, LIMITS, () => {}).catch((thrown: unknown) => thrown),
  );
  return { code: error.code, ...error.facts };
};

wims(
  'solid ones, those for pipes and parts are refused before the first byte, each with its reason',
  async () => {
    const from = join(room, 'from.wim');
    done('wimlib-imagex', 'capture', system, from, 'Windows', '--compress=none');
    const ways = [
      ['install.esd', 'wim-solid', '--solid'],
      ['install.wim', 'wim-solid', '--compress=LZMS'],
      ['install.wim', 'wim-pipable', '--pipable'],
    ] as const;
    for (const [index, [name, why, option]] of ways.entries()) {
      const tree = join(room, `refused${index}`);
      putInstaller(tree);
      const path = join(tree, 'sources', name);
      done('wimlib-imagex', 'export', from, 'all', path, option);
      expect(await refusal(tree)).toMatchObject({ code: 'files-unfit', path: `/sources/${name}`, why });
    }
    const parts = join(room, 'parts');
    putInstaller(parts);
    done('wimlib-imagex', 'split', from, join(parts, 'sources/install.swm'), '2');
    expect(await refusal(parts)).toMatchObject({ why: 'wim-part', path: '/sources/install.swm' });
    putFile(parts, 'sources/install.wim', readFileSync(from));
    rmSync(join(parts, 'sources/install.swm'));
    expect(await refusal(parts)).toMatchObject({ why: 'wim-parts-there', path: '/sources/install.wim' });
  },
);

wims("Windows 7's loader is taken from the system it installs", async () => {
  const tree = join(room, 'seven');
  putInstaller(tree, '');
  putFile(tree, 'efi/microsoft/boot/bcd', 'bcd');
  const loader = Buffer.concat([Buffer.from('MZ'), randomBytes(400_000)]);
  const seven = join(room, 'seven-system');
  putFile(seven, 'Windows/Boot/EFI/bootmgfw.efi', loader);
  const wim = join(tree, 'sources/install.wim');
  done('wimlib-imagex', 'capture', seven, wim, 'Home', '--compress=LZX');
  done('wimlib-imagex', 'append', seven, wim, 'Pro');
  await withWindowsStick(tree, {}, UNLIMITED, async (image) => {
    expect(image.boot.notes.map(({ code }) => code)).toContain('loader-from-install');
    expect(image.boot.efi?.processors).toEqual(['uefi-x64']);
    expect(Buffer.from(await contentIn(image, '/efi/boot/bootx64.efi')).equals(loader)).toBe(true);
  });
  rmSync(wim);
  done('wimlib-imagex', 'capture', system, wim, 'None', '--compress=none');
  await withWindowsStick(tree, {}, UNLIMITED, (image) => {
    expect(image.boot.notes.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['loader-missing', 'stick-starts-nothing']),
    );
  });
});

testWith('tool:python3')('an XML parser reads the answers that are made as they were asked for', () => {
  const program = [
    'import sys, xml.etree.ElementTree as E',
    'n = {"u": "urn:schemas-microsoft-com:unattend"}',
    'r = E.fromstring(sys.stdin.buffer.read())',
    'print([s.get("pass") for s in r.findall("u:settings", n)])',
    'print(r.find(".//u:LocalAccount/u:Name", n).text)',
    'print([c.get("processorArchitecture") for c in r.findall(".//u:component", n)][:2])',
  ].join('\n');
  const text = answerFile({ answerAccount: "O'Brien (Ärger)", answerNetwork: true }, ['amd64', 'arm64']);
  const { stdout, stderr } = run('python3', ['-c', program], { input: text });
  expect(stdout.trim().split('\n'), stderr).toEqual([
    "['windowsPE', 'specialize', 'oobeSystem']",
    "O'Brien (Ärger)",
    "['amd64', 'arm64']",
  ]);
});
