import fc from 'fast-check';
import { expect, test } from 'vitest';
import { namedKeys } from '../../../src/screens/keys/key.ts';
import type { Action } from '../../../src/screens/wizard/action.ts';
import { chosenDrives, wantedWords } from '../../../src/screens/wizard/confirm-words.ts';
import { driveId, isOnlyMounted } from '../../../src/screens/wizard/drive-list.ts';
import { reduce } from '../../../src/screens/wizard/reduce.ts';
import type { Wizard } from '../../../src/screens/wizard/state.ts';
import { eventOf, START_MS } from '../../words/progress/replay.ts';
import { atCopied, mediumDryRun } from '../drive-saving.ts';
import { atConfirm, atSource, atSummary, atTarget, Driver, entries, fineDryRun } from '../drive-wizard.ts';
import { backupDisk, bigDisk, kingston, sandisk, systemDisk } from '../fake-drives.ts';

const pool = [sandisk, kingston, bigDisk, systemDisk, backupDisk, { ...sandisk, diskSequence: 99 }];
const anyDrives = fc.subarray(pool);
const atMs = fc.integer({ min: START_MS, max: START_MS + 100_000 });
const anyKey = fc.oneof(fc.constantFrom(...namedKeys), fc.constantFrom(...'sdbcer/ ~.qyn?jkgGplu123', 'ü'));

const anyAction: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('keys' as const),
      keys: fc.array(anyKey, { maxLength: 4 }),
      atMs,
    }),
  },
  fc.record({
    do: fc.constant('keys' as const),
    keys: fc.constantFrom(
      [...'sdb', 'enter'],
      [...'sdc sdb', 'enter'],
      [...'sde erase', 'enter'],
      [...'sdb sde erase', 'enter'],
      ['down', 'enter'],
      [' ', 'down', ' ', 'enter'],
    ),
    atMs,
  }),
  fc.record({ do: fc.constant('paste' as const), text: fc.constantFrom('sdb', "'/x/y.iso'", 'sdb\n'), atMs }),
  fc.record({ do: fc.constant('drives' as const), drives: anyDrives, atMs }),
  fc.record({ do: fc.constant('rechecked' as const), drives: anyDrives, atMs }),
  fc.record({
    do: fc.constant('choose-target' as const),
    ids: fc.subarray(pool.map(driveId), { maxLength: 3 }),
    atMs,
  }),
  fc.record({
    do: fc.constant('type-name' as const),
    text: fc.constantFrom('sdb', 'sdc', 'sdb sdc', 'sde erase', 'sdd', ''),
  }),
  fc.record({ do: fc.constant('next' as const), atMs }),
  fc.record({ do: fc.constant('back' as const), atMs }),
  fc.constant<Action>({ do: 'listed', folder: '/home/ann/isos', listing: { ok: true, entries } }),
  fc.constant<Action>({
    do: 'found',
    path: '/x/y.iso',
    facts: { kind: 'file', sizeBytes: 10 },
    atMs: START_MS,
  }),
  fc.constant<Action>({ do: 'dry-run', planKey: '', event: eventOf([0, fineDryRun]) }),
);

const restoring = () => new Driver().keys('down', 'down', 'down', 'enter').drives();
const atChecking = () => atConfirm().type('sdb').keys('enter');
const saving = () => atCopied([sandisk, kingston, bigDisk]).keys('down', 'down', 'enter', 'enter');
const starts = [
  saving,
  () => saving().dryRun(mediumDryRun).keys('enter'),
  () => new Driver(),
  () => atSource('write'),
  () => atTarget(),
  () => atSummary(),
  () => atConfirm(),
  atChecking,
  restoring,
  () =>
    atTarget([sandisk, kingston])
      .keys('down', ' ', 'down', ' ', 'enter', 'enter')
      .dryRun(fineDryRun)
      .keys('enter'),
];

/** A dry run answers whatever plan is on the screen. */
function answered(wizard: Wizard, action: Action): Action {
  if (action.do !== 'dry-run' || wizard.at !== 'asking') return action;
  return { ...action, planKey: wizard.summary.planKey ?? '' };
}

/** A drive is written only when its name stood in the field and a fresh look has just found it, still offered. */
function expectConfirmed(before: Wizard, after: Wizard, action: Action): void {
  if (before.at !== 'asking' || after.at !== 'running') return;
  if (!('targets' in after.plan) || after.plan.targets === undefined || after.plan.do === 'verify') return;
  expect(before.step).toBe('confirm');
  const drives = chosenDrives(before.answers);
  if (drives.length === 0 || action.do !== 'rechecked') throw new Error('started without a confirmed drive');
  expect(
    before.confirm.field.text
      .trim()
      .split(/[\s,]+/)
      .sort(),
  ).toEqual([...wantedWords(drives)].sort());
  for (const chosen of drives) {
    const found = action.drives.find((drive) => driveId(drive) === driveId(chosen));
    expect(found?.refusals.map(({ code }) => code)).toEqual(isOnlyMounted(chosen) ? ['mounted'] : []);
    expect(isOnlyMounted(chosen)).toBe(isOnlyMounted(found!) && before.driveList.unmounts);
  }
  expect(after.plan.targets.map(({ path }) => path)).toEqual(drives.map(({ path }) => path));
}

test('no sequence of actions starts a write without the confirmed name of a drive that was looked at again', () => {
  let started = 0;
  fc.assert(
    fc.property(fc.constantFrom(...starts), fc.array(anyAction, { maxLength: 60 }), (start, actions) => {
      let wizard = start().wizard;
      for (const action of actions) {
        const fitting = answered(wizard, action);
        const after = reduce(wizard, fitting);
        expectConfirmed(wizard, after, fitting);
        if (wizard.at === 'asking' && after.at === 'running' && after.plan.do !== 'verify') started += 1;
        wizard = after;
      }
    }),
    { numRuns: 1_500 },
  );
  expect(started).toBeGreaterThan(0);
});

test('going back never loses an answer', () => {
  fc.assert(
    fc.property(fc.constantFrom(...starts), fc.integer({ min: 1, max: 6 }), (start, times) => {
      const before = start().asking;
      let wizard: Wizard = before;
      for (let time = 0; time < times; time += 1) wizard = reduce(wizard, { do: 'back', atMs: START_MS });
      expect(wizard).toMatchObject({ at: 'asking', answers: before.answers, output: before.output });
    }),
  );
});
