import { expect, test } from 'vitest';
import { runPlainWizard } from '../../src/screens/plain/plain-wizard.ts';
import { bigDisk, someDrives, systemDisk } from './fake-drives.ts';
import { type FakeOptions, fakeWorld } from './fake-ports.ts';

/** Answers a whole talk; the lines that were printed, the questions among them. */
async function talk(answers: readonly string[], options: FakeOptions = {}) {
  const world = fakeWorld({ now: () => Date.parse('2026-11-22T12:00:00'), ...options });
  let said = '';
  const stdin = (async function* () {
    for (const answer of answers) {
      said += `${answer}\n`;
      yield `${answer}\n`;
    }
  })();
  const stdout = {
    write(text: string) {
      said += text;
    },
  };
  const exitCode = await runPlainWizard(
    world.ports,
    { stdin, stdout },
    { folder: '/home/ann/isos', outputFolder: '/home/ann' },
  );
  return { exitCode, said, world };
}

test('the plain wizard writes an image with numbered questions', async () => {
  const { exitCode, said, world } = await talk(['2', 'memtest86+.img', '1', '', '', 'sdb']);
  expect(exitCode).toBe(0);
  expect(world.started.at(-1)?.plan).toMatchObject({
    do: 'write',
    targets: [{ kind: 'drive', path: '/dev/sdb' }],
  });
  await expect(said).toMatchFileSnapshot('../../snapshots/screens/plain/wizard-write.txt');
});

test('the plain wizard makes an image', async () => {
  const { exitCode, said } = await talk(['1', '/home/ann/isos', '', '', '2', '', '']);
  expect(exitCode).toBe(0);
  await expect(said).toMatchFileSnapshot('../../snapshots/screens/plain/wizard-make.txt');
});

test('the plain wizard says that the folder for an image is missing, and asks again', async () => {
  const { said, world } = await talk(['1', '/home/ann/isos', 'a.iso', '/nowhere', '', '/home/ann', '', '']);
  expect(said).toContain('There is no such folder');
  expect(world.started.at(-1)?.plan).toMatchObject({
    output: { path: '/home/ann/a.iso' },
  });
});

test('the plain wizard erases nothing for a wrong name, goes back with b and leaves with q', async () => {
  const { exitCode, said, world } = await talk(['2', 'memtest86+.img', '1', '', '', 'sdc', 'b', 'b', 'q']);
  expect(exitCode).toBe(3);
  expect(said).toContain('Type sdb to start');
  expect(world.started.filter(({ options }) => options.dryRun !== true)).toEqual([]);
});

test('the plain wizard wants the extra word for a big disk', async () => {
  const { exitCode, said } = await talk(['2', 'memtest86+.img', '1', '', '', 'sde', 'sde erase'], {
    drives: [bigDisk, systemDisk],
  });
  expect(exitCode).toBe(0);
  expect(said).toContain('not offered: nvme0n1');
});

test('the plain wizard ends when there is no more input', async () => {
  expect((await talk([])).exitCode).toBe(0);
  expect((await talk(['2', '/nowhere'])).said).toContain('There is nothing at /nowhere');
});

test('the plain wizard writes no escape sequence', async () => {
  const { said } = await talk(['2', 'memtest86+.img', '1', '', '', 'sdb'], { drives: someDrives });
  expect(said).not.toContain('\u001b');
});
