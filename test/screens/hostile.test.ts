import { expect, test } from 'vitest';
import { outputFacts } from '../../src/screens/hooks/use-files.ts';
import type { Look } from '../../src/screens/look/look.ts';
import { displayWidth } from '../../src/screens/look/width.ts';
import { runPlainWizard } from '../../src/screens/plain/plain-wizard.ts';
import type { Shown } from '../../src/screens/views/screen-view.ts';
import { HOSTILE, unsafe } from '../fakes/hostile-text.ts';
import { hostile, sandisk } from './fake-drives.ts';
import { knownJobs } from './fake-jobs.ts';
import { fakeWorld } from './fake-ports.ts';
import { frameOf } from './frame.tsx';
import { situations } from './situations/index.ts';

/** What comes from outside, by the name it has anywhere in the wizard's state. */
const FOREIGN: ReadonlySet<string> = new Set(
  `path model vendor serial transport label fsType mounts ids text problem reason said file checksumFile holder image why
  checkedAgainst exclude container imagePath url errno mount name target about loader what lastWords receipt folder job
  title version profile happened notice headline`.split(/\s+/),
);

/** The same state with hostile texts in every foreign place; equal texts stay equal, so that marks find their drives. */
function poisoned<T>(value: T, isForeign = false): T {
  if (typeof value === 'string') return (isForeign ? `${value}${HOSTILE}` : value) as T;
  if (Array.isArray(value)) return value.map((one) => poisoned(one, isForeign)) as T;
  if (value instanceof Map || value instanceof Set || value === null || typeof value !== 'object')
    return value;
  const entries = Object.entries(value).map(([key, one]) => [
    key,
    poisoned(one, FOREIGN.has(key) || (isForeign && typeof one === 'object')),
  ]);
  return Object.fromEntries(entries) as T;
}

const looks: readonly Look[] = [
  { columns: 80, rows: 24, glyphs: 'utf8', colour: false },
  { columns: 80, rows: 24, glyphs: 'cp437', colour: false },
  { columns: 60, rows: 20, glyphs: 'ascii', colour: false },
  { columns: 120, rows: 50, glyphs: 'utf8', colour: false },
];

test.each(situations)('$screen $name shows nothing of what hostile names try', ({ make }) => {
  const { wizard, nowMs } = make();
  for (const look of looks) {
    const frame = frameOf(poisoned(wizard as Shown), nowMs, look);
    expect(frame).not.toMatch(unsafe);
    const lines = frame.split('\n');
    expect(lines).toHaveLength(look.rows);
    for (const line of lines) expect(displayWidth(line), line).toBeLessThanOrEqual(look.columns);
  }
});

test('at the confirmation letters that turn or hide are seen, and the name of the drive is typed as ever', () => {
  const confirm =
    situations.find(({ screen, name }) => screen === 'confirm' && name === 'erase-needed') ??
    situations.find(({ screen }) => screen === 'confirm')!;
  const { wizard, nowMs } = confirm.make();
  const turned = JSON.parse(
    JSON.stringify(wizard).replaceAll('Ultra', 'U\u202eltra').replaceAll('Backup', 'B\u202eackup'),
  );
  const frame = frameOf(turned, nowMs, looks[0]!);
  expect(frame).toContain('<U+202E>');
  expect(frame).not.toMatch(unsafe);
});

/** Answers a whole talk; every byte that was printed. */
async function talk(answers: readonly string[], world: ReturnType<typeof fakeWorld>): Promise<string> {
  let said = '';
  const stdin = (async function* () {
    for (const answer of answers) yield `${answer}\n`;
  })();
  const stdout = {
    write(text: string) {
      said += text;
    },
  };
  await runPlainWizard(
    world.ports,
    { stdin, stdout },
    { folder: '/home/ann/isos', outputFolder: `/home/ann/${HOSTILE}` },
  );
  return said;
}

test('the plain wizard prints nothing of what hostile drives, jobs and folders try', async () => {
  const drives = [sandisk, hostile].map((drive) => poisoned({ ...drive, warnings: [], refusals: [] }));
  const named = drives.map((drive, index) => ({ ...drive, name: `sd${'xy'[index]}` }));
  const world = fakeWorld({ drives: [...named, poisoned(hostile)] });
  const jobs = { ...world.ports.jobs, list: async () => knownJobs.map((job) => poisoned(job)) };
  const hostileWorld = { ...world, ports: { ...world.ports, jobs } };
  const said = [
    await talk(['2', 'memtest86+.img', '1', '', '', 'sdx'], hostileWorld),
    await talk(['2', `no${HOSTILE}`, 'b', 'q'], hostileWorld),
    await talk(['1', '/home/ann/tools-1.4.2', '', '', 'n', 'q'], hostileWorld),
    await talk(['6', '1', '2', 'u 1', 'q'], hostileWorld),
  ].join('');
  expect(said).toContain('<U+202E>');
  expect(said.replaceAll('\n', '')).not.toMatch(unsafe);
  expect(said).not.toMatch(/^FORGED/m);
});

test('a checksum file that stands beside the wanted name is asked about like the image itself', async () => {
  const files = {
    ...fakeWorld().ports.files,
    stat: async (path: string) =>
      path.endsWith('.sha256') ? { kind: 'file' as const, sizeBytes: 80 } : undefined,
  };
  expect((await outputFacts('/home/ann/a.iso', files)).facts?.kind).toBe('file');
});
