import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { createMachine } from '../../src/hw/index.ts';
import { holdersOf } from '../../src/hw/linux/holders.ts';
import { testWith } from '../fakes/rigs.ts';
import { failureOf, makeLoop, mountPartition, must } from './loops.ts';

const MIB = 1 << 20;
const machine = createMachine();
const test = testWith('loop', 'tool:python3', 'tool:partx');

/** A program that runs until it is disposed of; resolves once it says `ready`. */
async function holding(script: string, cwd = '/'): Promise<{ pid: number } & AsyncDisposable> {
  const child = spawn(
    'python3',
    ['-c', `${script}\nprint('ready', flush=True)\nimport sys\nsys.stdin.read()`],
    {
      stdio: ['pipe', 'pipe', 'ignore'],
      cwd,
    },
  );
  await new Promise((resolve) => child.stdout!.once('data', resolve));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    pid: child.pid!,
    async [Symbol.asyncDispose]() {
      child.stdin!.end();
      await ended;
    },
  };
}

test('a drive that a program holds is refused with the name and the pid of the program', async () => {
  using loop = makeLoop(11 * MIB);
  await using holder = await holding(`import os\nos.open('${loop.path}', os.O_RDWR | os.O_EXCL)`);
  const failure = await failureOf(machine.openDrive(loop.path, {}));
  expect(failure).toEqual({
    code: 'target-busy',
    facts: {
      target: loop.path,
      holders: [{ pid: holder.pid, name: 'python3', how: 'open' }],
    },
  });
});

test('the same for a program that holds a partition of it', async () => {
  using loop = makeLoop(11 * MIB);
  must('umount', [mountPartition(loop)]);
  await using holder = await holding(`import os\nos.open('${loop.path}p1', os.O_RDWR | os.O_EXCL)`);
  expect(await failureOf(machine.openDrive(loop.path, {}))).toMatchObject({
    code: 'target-busy',
    facts: { holders: [{ pid: holder.pid, name: 'python3', how: 'open' }] },
  });
});

test('mounts are taken away by consent, the innermost first', async () => {
  using loop = makeLoop(11 * MIB);
  const at = mountPartition(loop);
  mkdirSync(join(at, 'inner'));
  must('mount', ['--bind', at, join(at, 'inner')]);
  expect(await machine.unmount(loop.path, {})).toEqual([join(at, 'inner'), at]);
  expect(await machine.unmount(loop.path, {})).toEqual([]);
  await (await machine.openDrive(loop.path, {})).abandon();
});

test('a mount that is in use stays, and who uses it is said', async () => {
  using loop = makeLoop(11 * MIB);
  const at = mountPartition(loop);
  await using holder = await holding('', at);
  const failure = await failureOf(machine.unmount(loop.path, {}));
  expect(failure).toMatchObject({
    code: 'unmount-failed',
    facts: { target: loop.path, mount: at, heldBy: [{ pid: holder.pid, name: 'python3' }] },
  });
  expect((failure.facts as { said: string }).said).toMatch(/busy/);
});

test('a drive that is not the one confirmed keeps its mounts', async () => {
  using loop = makeLoop(11 * MIB);
  mountPartition(loop);
  expect(await failureOf(machine.unmount(loop.path, { sizeBytes: 1 }))).toMatchObject({
    code: 'target-changed',
  });
  expect((await machine.listDrives()).find(({ name }) => name === loop.name)?.refusals[0]?.code).toBe(
    'mounted',
  );
});

test('nobody is named where nobody is found', async () => {
  expect(await holdersOf({ deviceNumbers: ['999:999'] })).toEqual([]);
});
