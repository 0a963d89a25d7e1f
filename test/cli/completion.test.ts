import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import { testWith } from '../fakes/rigs.ts';
import { sandisk } from '../screens/fake-drives.ts';
import { planned } from './planned.ts';

// The scripts are loaded by the shells themselves, and asked what they would offer. The program they call for drives and
// jobs is this one, behind a stand-in that names two drives and a job.

let folder = '';
const shells = ['bash', 'zsh', 'fish', 'pwsh'] as const;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-completion-'));
  for (const shell of shells)
    writeFileSync(join(folder, shell), (await planned(['completion', shell])).printed);
  mkdirSync(join(folder, 'bin'));
  const program = join(folder, 'bin/isowright');
  const lines = [
    '#!/bin/sh',
    'case "$*" in',
    "  'devices --names') printf '/dev/sdb  SanDisk Ultra: 28.6 GiB\\n/dev/nvme1n1  other\\n' ;;",
    "  'jobs --names') printf '20261122-114502-k3f9  write d.iso\\n' ;;",
    'esac',
  ];
  writeFileSync(program, `${lines.join('\n')}\n`);
  chmodSync(program, 0o755);
  mkdirSync(join(folder, 'a tree'));
  writeFileSync(join(folder, "it's an image.iso"), '');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function told(shell: string, args: readonly string[]): string {
  const { stdout, stderr, status, error } = spawnSync(shell, args, {
    cwd: folder,
    encoding: 'utf8',
    timeout: 60_000,
    env: { ...process.env, PATH: `${join(folder, 'bin')}${delimiter}${process.env.PATH}`, HOME: folder },
  });
  if (error || status !== 0) throw new Error(`${shell} ${status} ${stderr}`, { cause: error });
  return stdout;
}

/** What bash offers for the last of these words. */
function inBash(...words: string[]): string[] {
  const script = `
    compopt() { :; }
    source ${join(folder, 'bash')}
    COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _isowright; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return told('bash', ['--norc', '-c', script, 'bash', 'isowright', ...words])
    .split('\n')
    .filter(Boolean)
    .sort();
}

/** What fish offers for the end of this line. */
function inFish(line: string): string[] {
  const script = `source ${join(folder, 'fish')}; complete -C '${line}'`;
  return told('fish', ['--no-config', '-c', script])
    .split('\n')
    .filter(Boolean)
    .map((offer) => offer.split('\t')[0] ?? '')
    .sort();
}

/** What a line has become after Tab, in a real line editor of zsh. */
function inZsh(...lines: string[]): string[] {
  const script = `
    zmodload zsh/zpty
    zpty z "TERM=dumb zsh -f -i"
    zpty -w z 'PS1=; autoload -U compinit; compinit -u -D; source ${join(folder, 'zsh')}; show() { print -r -- "<<$BUFFER>>"; BUFFER=; zle accept-line }; zle -N show; bindkey "^X" show; print REA""DY'
    zpty -r z said '*READY*'
    for typed in "$@"; do
      zpty -w -n z "$typed"$'\\t\\C-x'
      zpty -r z said '*<<*>>*'
      print -r -- "\${\${said##*<<}%%>>*}"
    done
    zpty -d z`;
  return told('zsh', ['-f', '-c', script, 'zsh', ...lines])
    .split('\n')
    .filter(Boolean);
}

test('bash completes commands, flags, their values, files, and the drives and jobs there are now', () => {
  expect(inBash('wri')).toEqual(['write']);
  expect(inBash('config', '')).toEqual(['never-touch']);
  expect(inBash('config', 'never-touch', '')).toEqual(['add', 'list', 'remove']);
  expect(inBash('completion', '')).toEqual([...shells].sort());
  expect(inBash('write', '--no-u')).toEqual(['--no-udf']);
  expect(inBash('write', '--test', '')).toEqual(['full', 'off', 'quick']);
  expect(inBash('write', '--test', '=', 'q')).toEqual(['quick']);
  expect(inBash('write', "it's")).toEqual(["it's an image.iso"]);
  expect(inBash('--json', 'write', 'x.iso', '')).toEqual(['/dev/nvme1n1', '/dev/sdb']);
  expect(inBash('write', 'x.iso', '--file-target', 'it')).toEqual(["it's an image.iso"]);
  expect(inBash('undo', '')).toEqual(['20261122-114502-k3f9']);
  expect(inBash('extract', 'x.iso', '-C', '')).toEqual(['a tree', 'bin']);
  expect(inBash('write', '--label', '')).toEqual([]);
});

test('bash knows every command and every flag of the program', () => {
  for (const { name } of commands) {
    const words = name.split(' ');
    expect(inBash(...words.slice(0, -1), words.at(-1) ?? '')).toContain(words.at(-1));
  }
  const flags = inBash('make', '--');
  for (const flag of ['--output', '--hide-udf', '--no-joliet', '--joliet', '--json', '--no-color'])
    expect(flags).toContain(flag);
});

testWith('tool:zsh')('zsh completes the same in its own line editor', () => {
  const lines = {
    'isowright wri': 'isowright write ',
    'isowright config never-touch rem': 'isowright config never-touch remove ',
    'isowright write --tes': 'isowright write --test ',
    'isowright write --test qu': 'isowright write --test quick ',
    'isowright write --test=qu': 'isowright write --test=quick ',
    'isowright write x.iso /dev/s': 'isowright write x.iso /dev/sdb ',
    'isowright undo 2026': 'isowright undo 20261122-114502-k3f9 ',
    'isowright completion zs': 'isowright completion zsh ',
    'isowright make a': 'isowright make a\\ tree/',
  };
  expect(inZsh(...Object.keys(lines))).toEqual(Object.values(lines));
});

testWith('tool:fish')('fish offers the same', () => {
  expect(inFish('isowright wri')).toEqual(['write']);
  expect(inFish('isowright config never-touch ')).toEqual(['add', 'list', 'remove']);
  expect(inFish('isowright write --no-u')).toEqual(['--no-udf']);
  expect(inFish('isowright write --test ')).toEqual(['full', 'off', 'quick']);
  expect(inFish('isowright --json write x.iso /dev/')).toEqual(['/dev/nvme1n1', '/dev/sdb']);
  expect(inFish('isowright write x.iso --file-target b')).toEqual(['bash', 'bin/']);
  expect(inFish('isowright undo ')).toEqual(['20261122-114502-k3f9']);
  expect(inFish('isowright make a')).toEqual(['a tree/']);
});

describe('PowerShell', () => {
  test('is given every command, flag and value as text', async () => {
    const { printed } = await planned(['completion', 'pwsh']);
    for (const { name } of commands) expect(printed).toContain(`'${name}' = @{`);
    expect(printed).toContain("'--test' = @('quick', 'full', 'off')");
    expect(printed).toContain("places = @(@('bash', 'zsh', 'fish', 'pwsh'))".replace('@(@', '@(,@'));
    expect(printed).not.toMatch(/undefined|\[object/);
  });
});

test('a shell that is not known is refused with those that are', async () => {
  const { said, exitCode } = await planned(['completion', 'tcsh']);
  expect(exitCode).toBe(2);
  expect(said).toContain('bash, zsh, fish, pwsh');
});

test('devices --names says a drive a line, and only those that can be written to', async () => {
  const mounted = { ...sandisk, path: '/dev/sdc', refusals: [{ code: 'mounted' as const, text: 'mounted' }] };
  const { printed } = await planned(['devices', '--names'], { drives: [sandisk, mounted] });
  expect(printed).toMatch(/^\/dev\/sdb {2}.*28\.6 GiB\n$/);
});
