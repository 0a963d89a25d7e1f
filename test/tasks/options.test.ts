import { afterEach, expect, test } from 'vitest';
import { type Plan, plan as planSchema } from '../../src/engine/contract/plan/plan.ts';
import { type FlagId, flags } from '../../src/tasks/flags.ts';
import type { Option, Value } from '../../src/tasks/options/option.ts';
import { allOptions, optionOf } from '../../src/tasks/options/options.ts';
import { summaryLines } from '../../src/tasks/summary.ts';
import type { AskedSource, Task, Values } from '../../src/tasks/task.ts';
import { allTasks } from '../../src/tasks/tasks.ts';
import { speak } from '../../src/words/language.ts';
import { manualText } from '../../src/words/options/manual.ts';
import { optionWords, wordedIds } from '../../src/words/options/options.ts';
import { remarkText } from '../../src/words/options/remarks.ts';

afterEach(() => speak('en'));

// An option is one record, its words and its field of the plan. What both faces make of it is made from these.

const texts: { readonly [id: string]: Value } = {
  padding: '12',
  retries: '3',
  session: '2',
  mostSeconds: '60',
  mostErrors: '1000',
  fixedTime: '1700000000',
  createdAt: '1700000000',
  sha256: 'ab'.repeat(32),
  modifiedAt: '2026',
  expiresAt: '-86400',
  effectiveAt: '2026-11-22T12:00:00Z',
  answerAccount: 'Ada',
  answerLanguage: 'de-DE',
  answerRegion: 'de-AT',
  answerKeyboard: '0407:00000407',
  mirror: 'http://mirror.example/debian',
  suite: 'stable',
  extras: 'wim,ntfs',
  level: '3',
  recoveryTime: '1700000000',
  changes: ['add /x=/a/x', 'remove /b', 'rename /c=/d\\=e'],
};

/** Everything that can be said of an option. */
function sayings({ id, kind, values }: Option): Value[] {
  if (kind === 'choice') return [...values];
  return [texts[id] ?? (kind === 'list' ? ['*.o', 'a b'] : '/some/where')];
}

/** Options that an image file has and a folder has not. */
const ofImages: ReadonlySet<string> = new Set(['bmap', 'bmapFile', 'sha256', 'hashFile', 'rebuild']);

/** What a task makes no plan without. */
const lackedBy = ({ options }: Task): Values =>
  options.includes('changes') ? { changes: ['remove /a'] } : {};

function planWith(task: Task, values: Values, of: string): Plan {
  const isOfImage = ofImages.has(of) || task.takes.folder === 'no';
  const kind = task.takes.medium ? 'medium' : isOfImage ? 'image' : 'folder';
  const source: AskedSource = { kind, path: '/source' };
  const target = { kind: 'file', path: '/target', sizeBytes: 1 } as const;
  const plan = task.plan({
    source,
    targets: [target],
    output: { path: '/out.iso', replace: false },
    job: { id: 'x', targets: [target] },
    values: { ...lackedBy(task), ...values },
    madeAt: 1,
  });
  if (plan === undefined) throw new Error(`no plan of ${task.id}`);
  return plan;
}

const cases = allTasks.flatMap((task) => task.options.map((id) => [task.id, id, task] as const));

test.each(cases)('%s: what is said of %s stands in the plan, and is read from it again', (_, id, task) => {
  const option = optionOf(id);
  for (const said of sayings(option)) {
    const plan = planWith(task, { [id]: said }, id);
    const again = option.place.get(plan);
    const spoken = again === undefined ? {} : { [id]: again };
    expect(planWith(task, spoken, id), `${id} ${said}`).toEqual(plan);
  }
});

test('what an option puts into a plan is what the plan may hold', () => {
  for (const [, id, task] of cases) {
    if (id === 'label' || id === 'driveLabel') continue;
    const said = sayings(optionOf(id)).at(-1);
    expect(() => planSchema.parse(planWith(task, { [id]: said }, id)), id).not.toThrow();
  }
});

test('every option can be said on the command line, and in the wizard but for what it asks in another way', () => {
  for (const option of allOptions) {
    expect(option.flag ?? option.variable, option.id).toBeDefined();
    const { title, why } = optionWords(option.id);
    expect(manualText(option.id), option.id).toBeTruthy();
    if (option.row === 'none') expect(title, option.id).toBeUndefined();
    else expect([title, why].every(Boolean), option.id).toBe(true);
  }
  expect(allOptions.filter(({ row }) => row === 'none').map(({ id }) => id)).toEqual(['partly', 'changes']);
});

test('there are words for every option and flag, and for nothing else', () => {
  const ids = [...allOptions.map(({ id }) => id), ...(Object.keys(flags) as FlagId[])];
  expect([...wordedIds].sort()).toEqual([...ids].sort());
  expect(new Set(ids).size).toBe(ids.length);
});

test('every value of a choice that is no box has a word; a box has none, or one for each', () => {
  for (const { id, kind, values } of allOptions) {
    const isBox = kind !== 'choice' || values.every((value) => value === 'on' || value === 'off');
    const named = Object.keys(optionWords(id).values ?? {}).sort();
    expect(named, id).toEqual(isBox && named.length === 0 ? [] : [...values].sort());
  }
});

test('no two flags of one command are the same', () => {
  for (const task of allTasks) {
    const own = [
      ...task.options.map((id) => optionOf(id).flag),
      ...task.command.flags.map((id) => flags[id]),
    ].filter((flag) => flag !== undefined);
    const names = own.map((flag) => `${'says' in flag && flag.says === 'off' ? 'no-' : ''}${flag.long}`);
    expect(new Set(names).size, task.id).toBe(names.length);
  }
});

test('the summary says what was chosen, also of options that have no line of their own', () => {
  const [make] = allTasks.filter(({ id }) => id === 'make');
  const plan = planWith(
    make!,
    { udf: 'off', hide: ['*.o', 'x'], exclude: ['a'], label: 'L', isoLevel: '2' },
    'udf',
  );
  expect(summaryLines(plan)).toEqual([
    { label: 'left out', text: 'a' },
    { label: 'option', text: 'UDF: no' },
    { label: 'option', text: 'ISO 9660 level: 2' },
    { label: 'option', text: 'Hide from ISO 9660: *.o, x' },
  ]);
});

test('the summary, rows and remarks are said in the language that is spoken; the manual is English', async () => {
  await speak('de');
  const [make] = allTasks.filter(({ id }) => id === 'make');
  expect(summaryLines(planWith(make!, { udf: 'off', exclude: ['a'], isoLevel: '2' }, 'udf'))).toEqual([
    { label: 'ohne', text: 'a' },
    { label: 'Option', text: 'UDF: nein' },
    { label: 'Option', text: 'Stufe von ISO 9660: 2' },
  ]);
  expect(optionWords('padding').title).toBe('Füllsektoren');
  expect(manualText('quiet')).toBe('show no progress, and nothing at all when a job ends well');
  expect(remarkText({ code: 'no-sectors', stops: true, facts: { most: 150_000 } })).toBe(
    'Eine Zahl von Sektoren, höchstens 150.000.',
  );
});
