import { expect, test } from 'vitest';
import { runPlainWizard } from '../../src/screens/plain/plain-wizard.ts';
import { bigDisk, kingston, sandisk, someDrives, systemDisk } from './fake-drives.ts';
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

test('the plain wizard saves a drive as an image, one at a time, and types no name', async () => {
  const drives = [sandisk, systemDisk];
  const { exitCode, said, world } = await talk(['7', '1 2', '3', '', '', '', '', ''], { drives });
  expect(exitCode).toBe(0);
  expect(world.started.at(-1)?.plan).toMatchObject({
    do: 'read',
    source: { kind: 'medium', path: systemDisk.path, expect: { serial: systemDisk.serial } },
    output: { replace: false },
  });
  expect(said).toContain('One at a time');
  await expect(said).toMatchFileSnapshot('../../snapshots/screens/plain/wizard-save.txt');
});

test('the plain wizard saves a drive onto another one, whose name is typed', async () => {
  const answers = ['7', 'sdb', '2', 'sdc', '', '', 'sdb', 'sdc'];
  const { exitCode, said, world } = await talk(answers, { drives: [sandisk, kingston] });
  expect(exitCode).toBe(0);
  expect(world.started.at(-1)?.plan).toMatchObject({
    do: 'read',
    source: { kind: 'medium', path: sandisk.path },
    targets: [{ kind: 'drive', path: kingston.path }],
  });
  expect(said).toContain('Everything on sdc is erased');
  expect(said).toContain('Type sdc to start');
});

test('the plain wizard looks a drive over, writes nothing, and then saves it by a letter', async () => {
  const answers = ['7', '1', '', '', '', '2', '', '', 's', 'x.img', '', '', '', ''];
  const { exitCode, world } = await talk(answers, { drives: [sandisk] });
  expect(exitCode).toBe(0);
  const jobs = world.started.filter(({ options }) => options.dryRun !== true).map(({ plan }) => plan);
  expect(jobs).toMatchObject([{ scan: true }, { output: { path: '/home/ann/x.img' } }]);
  expect(jobs[0]).not.toHaveProperty('output');
});

test('the plain wizard compares a drive with a receipt, and offers no checksum file then', async () => {
  const { exitCode, said, world } = await talk(['3', 'xubuntu.receipt.json', '0', '1', '']);
  expect(exitCode).toBe(0);
  expect(world.started.at(-1)?.plan).toMatchObject({
    do: 'verify',
    source: { kind: 'receipt', path: '/home/ann/isos/xubuntu.receipt.json' },
    targets: [{ kind: 'drive', path: '/dev/sdb' }],
  });
  expect(said).not.toContain('its own checksum file');
});

test('the plain wizard names what is lost by its top folders, with the summary and before the name is typed', async () => {
  const entries = [
    { name: 'DCIM', isFolder: true },
    { name: 'evil\u001b[2J', isFolder: false },
  ];
  const tops = { '/dev/sdb': [{ path: '/dev/sdb1', entries, total: 3 }] };
  const { said } = await talk(['2', 'memtest86+.img', '1', '', '', 'sdb'], { tops });
  expect(said.match(/files +DCIM\/, evil\?\[2J and 1 more/g)).toHaveLength(2);
});

test('the plain wizard says once what is wrong with an answer, and not of the next ones again', async () => {
  const { said } = await talk(['1', 'notes.txt', 'nowhere', '?', 'q']);
  expect(said.match(/No files can be taken/g)).toHaveLength(1);
  expect(said).toContain('There is nothing at /home/ann/isos/nowhere.');
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

test('the plain wizard writes several drives at once, each confirmed by its name', async () => {
  const { exitCode, said, world } = await talk(
    ['2', 'memtest86+.img', '1 2', '', '', 'sdb', '', '', '', 'sdc sdb'],
    {
      drives: [sandisk, kingston, systemDisk],
    },
  );
  expect(said).toContain('Everything on these 2 drives will be erased.');
  expect(exitCode).toBe(0);
  expect(world.started.at(-1)?.plan).toMatchObject({ targets: [{ path: '/dev/sdb' }, { path: '/dev/sdc' }] });
});

test.each(['all', 'a'])('the plain wizard takes all offered drives with "%s"', async (word) => {
  const { said, world } = await talk(['2', 'memtest86+.img', word, '', '', 'sdb sdc'], {
    drives: [sandisk, kingston, systemDisk],
  });
  expect(said).toContain('all for all');
  expect(world.started.at(-1)?.plan).toMatchObject({ targets: [{ path: '/dev/sdb' }, { path: '/dev/sdc' }] });
});

test('the plain wizard ticks the names of several drives line by line, and says what is still to type', async () => {
  const { exitCode, said, world } = await talk(['2', 'memtest86+.img', 'all', '', '', 'sdc', 'sdx', 'sdb'], {
    drives: [sandisk, kingston],
  });
  expect(said).toContain('Still to type: sdb.');
  expect(said).toContain('[x] sdc');
  expect(said).toContain('sdx is not one of the chosen drives.');
  expect(exitCode).toBe(0);
  expect(world.started.at(-1)?.options.dryRun).not.toBe(true);
});

test('the plain wizard lists a folder with dates, images first, and places to start from', async () => {
  const { said, world } = await talk(['2', 'l', 'p', '2', 'p', '9', 'p', '4', '1', '', '', 'sdb']);
  const listed = said.slice(said.indexOf('In /home/ann/isos:'));
  expect(
    listed
      .split('\n')
      .slice(1, 3)
      .map((line) => line.trim()),
  ).toEqual([
    expect.stringMatching(/^debian-12\.9-amd64-netinst\.iso, 631 MiB, 2025-01-1\d$/),
    expect.stringMatching(/^debian-12\.10-amd64-netinst\.iso, 633 MiB, 2025-03-1\d$/),
  ]);
  expect(said).toContain('  2  downloads  /home/ann/Downloads');
  expect(said).toContain('Nothing in /home/ann/Downloads.');
  expect(said).toContain('"9" is not an answer here.');
  expect(world.started.at(-1)?.plan).toMatchObject({ source: { path: '/home/ann/isos/memtest86+.img' } });
});

test('the plain wizard waits for a drive, and marks it NEW', async () => {
  const { said } = await talk(['2', 'memtest86+.img', 'n', '', 'q'], {
    drives: someDrives,
    plugged: { after: 1, drives: [kingston, ...someDrives] },
  });
  expect(said).toContain('Plug the drive in, wait a few seconds, then press Enter');
  expect(said).toMatch(/1 {2}sdc, Kingston.*, NEW/);
});

test('the plain wizard offers a mounted drive only when asked to, and says what is unmounted', async () => {
  const mounted = {
    ...kingston,
    parts: [{ path: '/dev/sdc1', label: 'P', fsType: 'vfat', sizeBytes: 1, mounts: ['/media/p'] }],
    refusals: [{ code: 'mounted' as const, text: 'mounted at /media/p' }],
  };
  const { said, world } = await talk(['2', 'memtest86+.img', '1', 'u', '1', '', '', 'sdc'], {
    drives: [mounted],
  });
  expect(said).toContain('not offered: sdc');
  expect(said).toContain('unmounted first: /media/p');
  expect(world.started.at(-1)?.plan).toMatchObject({ targets: [{ path: '/dev/sdc', unmount: true }] });
});

test('the plain wizard takes an address, and the options behind m', async () => {
  const { said, world } = await talk([
    '2',
    'https://example.org/a.iso',
    '1',
    'm',
    '4',
    '/home/ann/r.json',
    '',
    '',
    'sdb',
  ]);
  expect(said).toContain('Receipt (empty: none):');
  expect(world.started.at(-1)?.plan).toMatchObject({
    source: { path: 'https://example.org/a.iso' },
    receipt: '/home/ann/r.json',
  });
});

test('the plain wizard makes an ordinary stick again', async () => {
  const { exitCode, world } = await talk(['4', '1', '1', 'KEYS', '', '', 'sdb']);
  expect(exitCode).toBe(0);
  expect(world.started.at(-1)?.plan).toMatchObject({ do: 'restore', label: 'KEYS' });
});

test('the plain wizard lists jobs, tells a report, goes on with one and undoes another', async () => {
  const report = await talk(['9', '3', 'q']);
  expect(report.said).toContain('OK: Done and proved');
  const resumed = await talk(['9', '2', '']);
  expect(resumed.world.reached).toEqual(['resume 20261122-101112-ab12']);
  expect(resumed.exitCode).toBe(0);
  const undone = await talk(['9', 'u 3', '', 'yes', '', 'undo']);
  expect(undone.said).toContain('Type undo to start');
  expect(undone.world.started.at(-1)?.plan).toMatchObject({ do: 'undo', job: '20261121-090000-zz01' });
  const attached = await talk(['9', '1']);
  expect(attached.world.reached).toEqual(['attach 20261122-114502-k3f9']);
});

const begun = ({ started }: { started: readonly { options: { dryRun?: boolean } }[] }) =>
  started.filter(({ options }) => options.dryRun !== true);

test('at the last question of the plain wizard "no" starts nothing and is named', async () => {
  const { said, world } = await talk(['1', '/home/ann/isos', '', '', '', 'no', 'q']);
  expect(said).toContain('"no" is not an answer here.');
  expect(begun(world)).toEqual([]);
});

test('the plain wizard goes on with y as with an empty line', async () => {
  const { exitCode, world } = await talk(['1', '/home/ann/isos', '', '', '', 'y']);
  expect(exitCode).toBe(0);
  expect(begun(world)).toHaveLength(1);
});

test.each([
  ['a task', ['10']],
  ['a drive', ['2', 'memtest86+.img', '7']],
  ['an option', ['2', 'memtest86+.img', '1', 'x']],
  ['a job', ['7', 'x 3']],
])('a wrong answer for %s is named by the plain wizard, not passed over', async (_, answers) => {
  const { said } = await talk([...answers, 'q']);
  expect(said).toContain(`"${answers.at(-1)}" is not an answer here.`);
});

test.each(['sdb', '/dev/sdb'])('a drive is chosen in the plain wizard by its name, %s', async (name) => {
  const { exitCode, world } = await talk(['2', 'memtest86+.img', name, '', '', 'sdb']);
  expect(exitCode).toBe(0);
  expect(world.started.at(-1)?.plan).toMatchObject({ targets: [{ path: '/dev/sdb' }] });
});

test('a drive that is not offered cannot be chosen in the plain wizard by its name', async () => {
  const { said, world } = await talk(['2', 'memtest86+.img', systemDisk.name, 'q']);
  expect(said).toContain(`"${systemDisk.name}" is not an answer here.`);
  expect(begun(world)).toEqual([]);
});

test('folders are listed by the plain wizard, with l', async () => {
  const { said } = await talk(['2', 'l', 'l /home/ann', 'q']);
  expect(said).toMatch(/^ {2}archive\/, 2024-0[23]-\d\d$/m);
  expect(said).toMatch(/^ {2}memtest86\+\.img, 6\.00 MiB, 2026-10-0\d$/m);
  expect(said).not.toContain('.cache');
  expect(said).toContain('Nothing in /home/ann.');
});

test('the plain wizard says no option that nobody asked for', async () => {
  const kept = await talk(['2', 'memtest86+.img', '1', '', 'q']);
  expect(kept.said).not.toMatch(/^ {2}1 {2}Prove/m);
  expect(kept.said).not.toMatch(/Options[\s\S]*\n {2}1 {2}/);
  const asked = await talk(['2', 'memtest86+.img', '1', 'o', 'q']);
  expect(asked.said).toMatch(/Options[\s\S]*\n {2}1 {2}/);
});

test('a long line of the plain wizard is wrapped by the terminal, not by us', async () => {
  const long = `/home/ann/${'very-long-name-'.repeat(12)}.json`;
  const { said } = await talk(['2', 'memtest86+.img', '1', 'm', '5', long, '', 'q']);
  expect(said.split('\n').some((line) => line.includes('receipt') && line.includes(long))).toBe(true);
});

test('the plain wizard writes the image it has just made, by a letter after the report', async () => {
  const { exitCode, said, world } = await talk([
    '1',
    '/home/ann/isos',
    'a.iso',
    '',
    '',
    '',
    'x',
    'w',
    '1',
    '',
    '',
    'sdb',
    '',
  ]);
  expect(exitCode).toBe(0);
  expect(said).toContain('w writes the image to a drive, c changes the answers, n starts another job');
  expect(said).toContain('"x"');
  expect(world.started.at(-1)?.plan).toMatchObject({
    do: 'write',
    source: { kind: 'image', path: '/home/ann/a.iso' },
    targets: [{ path: '/dev/sdb' }],
  });
});

test('the plain wizard can be asked again after sudo had the terminal', async () => {
  const answers = ['2', 'memtest86+.img', '1', '', '', 'sdb', 'n', 'q'];
  let isPaused = 0;
  const stdin = Object.assign(
    { [Symbol.asyncIterator]: () => pieces() },
    { iterator: () => ({ [Symbol.asyncIterator]: () => pieces() }), pause: () => (isPaused += 1) },
  );
  async function* pieces() {
    for (let next = answers.shift(); next !== undefined; next = answers.shift()) yield `${next}\n`;
  }
  let said = '';
  const world = fakeWorld({ privileged: false });
  const stdout = { write: (text: string) => (said += text) };
  await runPlainWizard(world.ports, { stdin, stdout }, { folder: '/home/ann/isos' });
  expect(isPaused).toBe(1);
  expect(said.match(/What would you like to do/g)).toHaveLength(2);
});

test('the plain wizard takes a path in place of the first number, and offers what takes it', async () => {
  const { said } = await talk(['/nowhere', '/home/ann/isos/memtest86+.img', '2', 'q']);
  expect(said).toContain('There is nothing at /nowhere');
  expect(said).toContain('What would you like to do with /home/ann/isos/memtest86+.img?');
  expect(said).toContain('  3  verify an image or a drive');
  expect(said).toMatch(/Target\n/);
});
