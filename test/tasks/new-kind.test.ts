import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

// A kind of job is three files: its plan, its task, its runner, each with a line in the table of its room. The whole
// program is copied, the kind is added step by step, and the compiler says what is still missing.

const FIXTURE = 'test/fixtures/new-kind';
let house = '';

beforeAll(() => {
  house = mkdtempSync(join(tmpdir(), 'isowright-new-kind-'));
  cpSync('src', join(house, 'src'), { recursive: true });
  for (const name of ['node_modules', 'package.json']) symlinkSync(resolve(name), join(house, name));
  const tsconfig = JSON.parse(readFileSync('tsconfig.json', 'utf8'));
  writeFileSync(join(house, 'tsconfig.json'), JSON.stringify({ ...tsconfig, include: ['src'] }));
});

afterAll(() => rmSync(house, { recursive: true, force: true }));

/** Files that the compiler complains about, with the first thing it says of each. */
function complaints(): Record<string, string> {
  const tsc = resolve('node_modules/.bin/tsc');
  const { stdout, error } = spawnSync(tsc, ['--noEmit', '--pretty', 'false'], {
    cwd: house,
    encoding: 'utf8',
    timeout: 120_000,
  });
  if (error) throw error;
  const found = [...stdout.matchAll(/^(src\/\S+?)\(\d+,\d+\): error TS\d+: (.*)$/gm)];
  return Object.fromEntries(found.reverse().map(([, file = '', said = '']) => [file, said]));
}

/** The one file of this name in the copy, from `src` on. */
function fileNamed(name: string): string {
  const entries = readdirSync(join(house, 'src'), { recursive: true, encoding: 'utf8' });
  const [found, ...others] = entries.filter((path) => basename(path) === name);
  expect(others, name).toEqual([]);
  return join('src', found ?? name);
}

/** Puts a file of the fixture into a folder of the copy. */
function addFile(from: string, folder: string, name: string): void {
  const text = readFileSync(join(FIXTURE, from), 'utf8');
  const kinds = relative(folder, dirname(fileNamed('nature.ts')));
  writeFileSync(join(house, folder, name), text.replace("'KINDS/", `'${kinds}/`));
}

/** Puts a line into a table, and the import it needs at the top. */
function addLine(path: string, table: RegExp, line: string, imported: string): void {
  const file = join(house, path);
  const text = readFileSync(file, 'utf8');
  expect(text).toMatch(table);
  writeFileSync(file, `${imported}\n${text.replace(table, `$1${line} `)}`);
}

function addPlan(): void {
  addFile('plan.ts', dirname(fileNamed('nature.ts')), 'nothing.ts');
  const natures = fileNamed('natures.ts');
  const from = "from './kinds/nothing.ts';";
  addLine(
    join(dirname(natures), 'plan.ts'),
    /(z\.discriminatedUnion\('do', \[)/,
    'nothingPlan,',
    `import { nothingPlan } ${from}`,
  );
  addLine(natures, /(const natures: .* = \{)/, 'nothing: nothingNature,', `import { nothingNature } ${from}`);
}

function addTask(): void {
  const tasks = fileNamed('tasks.ts');
  addFile('task.ts', dirname(tasks), 'nothing.ts');
  addLine(tasks, /(export const tasks: .* = \{)/, 'nothing,', "import { nothing } from './nothing.ts';");
}

function addRunner(): void {
  const runners = fileNamed('runners.ts');
  addFile('runner.ts', dirname(runners), 'run-nothing.ts');
  addLine(
    runners,
    /(const runners: .* = \{)/,
    'nothing: runNothing,',
    "import { runNothing } from './run-nothing.ts';",
  );
}

test('a kind of job is three files: the compiler names the one that is missing, and nothing else', () => {
  addPlan();
  expect(complaints()).toEqual({
    [fileNamed('tasks.ts')]: expect.stringContaining("'nothing' is missing"),
    [fileNamed('runners.ts')]: expect.stringContaining("'nothing' is missing"),
  });
  addTask();
  expect(complaints()).toEqual({
    [fileNamed('runners.ts')]: expect.stringContaining("'nothing' is missing"),
  });
  addRunner();
  expect(complaints()).toEqual({});
}, 180_000);

test('then it has a command, a place in the wizard, and is carried out', () => {
  const script = `
    const { runPlan } = await import('./${fileNamed('run-plan.ts')}');
    const { plan: schema } = await import('./${join(dirname(fileNamed('natures.ts')), 'plan.ts')}');
    const { commandTree } = await import('./src/cli/program.ts');
    const { menu, tasks } = await import('./src/tasks/tasks.ts');
    const asked = { source: { kind: 'folder', path: '/tree' }, values: {}, madeAt: 0 };
    const plan = schema.parse(tasks.nothing.plan(asked));
    const done = await runPlan(plan, { clock: { nowMs: () => 0 }, onFact: () => {} });
    const tree = commandTree({ version: '0', out: () => {}, err: () => {} }, async () => {});
    const commands = tree.commands.map((command) => command.name());
    console.log(JSON.stringify({ plan, done, commands, menu: menu.map(({ id }) => id) }));
  `;
  const node = resolve('node_modules/.bin/node');
  const told = execFileSync(node, ['--input-type=module', '-e', script], {
    cwd: house,
    encoding: 'utf8',
    timeout: 60_000,
  });
  const { plan, done, commands, menu } = JSON.parse(told);
  expect(plan).toEqual({ v: 1, do: 'nothing', folder: '/tree' });
  expect(done).toMatchObject({ event: 'done', ok: true, outcome: 'done' });
  expect(commands).toContain('nothing');
  expect(menu).toContain('nothing');
}, 90_000);
