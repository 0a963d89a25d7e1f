import { expect, test } from 'vitest';
import { planned } from './planned.ts';

// Who asked for JSON gets JSON at every end: a script cannot read the lines that a person reads.

test.each([
  [['make', '--json'], /required option '-o, --output <file>' not specified/],
  [['--json', 'make', '/tree'], /required option/],
  [
    ['make', '/tree', '-o', 'x.iso', '--iso-level', '9', '--json'],
    /'9' is invalid. Allowed choices are 1, 2, 3, 4/,
  ],
  [['make', '/tree', '-o', 'x.iso', '--nonsense', '--json'], /unknown option '--nonsense'/],
  [['frobnicate', '--json'], /unknown command 'frobnicate'/],
  [['config', 'frobnicate', '--json'], /unknown command 'frobnicate'/],
  [['devices', '--jsn', '--json'], /unknown option '--jsn' \(Did you mean --json\?\)/],
  [['verify', '--json'], /missing required argument 'image'/],
  [['jobs', 'a', 'b', '--json'], /too many arguments for 'jobs'/],
  [['ls', 'x.iso', '--json', '--log'], /argument missing/],
  [['make', '/tree', '-o', '--json'], /--output needs a name, and --json is an option/],
  [['extract', '/x.iso', '--json', '-C', '--force'], /--directory needs a name, and --force is an option/],
])('%j ends in one line of JSON that says what is wrong', async (argv, problem) => {
  const { printed, said, exitCode } = await planned(argv);
  const last = JSON.parse(printed);
  expect(last).toMatchObject({ v: 1, event: 'done', ok: false, exitCode: 2, outcome: 'failed' });
  expect(last.report.failure).toMatchObject({
    code: 'usage',
    facts: { problem: expect.stringMatching(problem) },
  });
  expect(said).not.toBe('');
  expect(exitCode).toBe(2);
});

test.each([[['make']], [['frobnicate']], [['ls', 'x.iso', '--', '--json', 'y', 'z']]])(
  '%j asks for no JSON and gets none',
  async (argv) => {
    expect((await planned(argv)).printed).not.toContain('"event"');
  },
);
