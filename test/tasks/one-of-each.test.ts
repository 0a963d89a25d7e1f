import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Plan } from '../../src/engine/contract/plan/plan.ts';
import type { Drive } from '../../src/engine/contract/ports/drive.ts';
import { beginAsking } from '../../src/screens/wizard/begin.ts';
import { makePlan } from '../../src/screens/wizard/plan.ts';
import { needsRoot } from '../../src/tasks/tasks.ts';
import { planned } from '../cli/planned.ts';
import { sandisk } from '../screens/fake-drives.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-one-'));
  for (const name of ['image.iso', 'sdb']) writeFileSync(join(folder, name), `\0${name}`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the wizard plans when this drive was chosen. */
function inWizard(drive: Drive): Plan | undefined {
  const asking = beginAsking({ folder: '/', task: 'write' }, 0);
  const source = { kind: 'image', path: join(folder, 'image.iso'), sizeBytes: undefined } as const;
  const answers = { ...asking.answers, source, target: { kind: 'drives', drives: [drive] } as const };
  return makePlan({ ...asking, answers });
}

test.each([
  ['with all that is known', { deviceNumber: '8:16', diskSequence: 7 }],
  ['without a serial, which is a thing to hold against another drive', { serial: '' }],
  ['that is mounted', { refusals: [{ code: 'mounted' as const, text: 'mounted at /mnt' }] }],
])(
  'a drive is the same target, whether it was chosen in the wizard or named on the command line: %s',
  async (_, facts) => {
    const drive: Drive = { ...sandisk, path: join(folder, 'sdb'), ...facts };
    const argv = ['write', join(folder, 'image.iso'), drive.path, '--yes', '--unmount'];
    const { plan, said } = await planned([...argv, '--expect-size', String(drive.sizeBytes)], {
      drives: [drive],
    });
    expect(plan?.targets, said).toEqual(inWizard(drive)?.targets);
    expect(plan?.targets?.[0]).toMatchObject({ expect: { serial: drive.serial } });
  },
);

const drives = [{ kind: 'drive', path: '/dev/sdb', expect: {} }] as const;
const files = [{ kind: 'file', path: '/disk.img' }] as const;

test.each<[string, boolean, Plan]>([
  [
    'an undo of a job that cannot be looked into',
    true,
    { v: 1, do: 'undo', job: 'x', partly: false, targets: [] },
  ],
  ['an undo on files', false, { v: 1, do: 'undo', job: 'x', partly: false, targets: [...files] }],
  ['a restore of a drive', true, { v: 1, do: 'restore', targets: [...drives] }],
  ['a restore of a file', false, { v: 1, do: 'restore', targets: [...files] }],
])('%s needs root: %s, and nobody who is root needs it', (_, needed, plan) => {
  expect(needsRoot(plan, { isPrivileged: () => false })).toBe(needed);
  expect(needsRoot(plan, { isPrivileged: () => true })).toBe(false);
});

test.each<[string, boolean, Plan]>([
  ['a restore', false, { v: 1, do: 'restore', targets: [...drives] }],
  [
    'a restore that unmounts',
    true,
    { v: 1, do: 'restore', targets: [{ kind: 'drive', path: '/dev/sdb', expect: {}, unmount: true }] },
  ],
  [
    'a restore of two drives, one of which is not theirs,',
    true,
    { v: 1, do: 'restore', targets: [...drives, { kind: 'drive', path: '/dev/sdc', expect: {} }] },
  ],
  ['an undo of their own job', false, { v: 1, do: 'undo', job: 'x', partly: false, targets: [...drives] }],
  ['an undo of root', true, { v: 1, do: 'undo', job: 'x', partly: false, targets: [] }],
])('%s by a user with rights of their own on the drive needs root: %s', (_, needed, plan) => {
  const hasOwnRights = (path: string, purpose: string) => path === '/dev/sdb' && purpose === 'write';
  expect(needsRoot(plan, { isPrivileged: () => false, hasOwnRights })).toBe(needed);
});

test.each(['write', 'restore'])(
  'a plan of a %s that does not say which drive it means is not carried out',
  async (kind) => {
    const path = join(folder, `${kind}.json`);
    const source = { kind: 'image', path: join(folder, 'image.iso') };
    const plan = { v: 1, do: kind, targets: drives, ...(kind === 'write' && { source }) };
    writeFileSync(path, JSON.stringify(plan));
    const ran = await planned(['run', path]);
    expect(ran.exitCode).toBe(2);
    expect(ran.plan).toBeUndefined();
    expect(ran.said).toContain('neither the size nor the serial number of the drive');
  },
);
