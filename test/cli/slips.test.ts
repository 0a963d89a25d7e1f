import { describe, expect, test } from 'vitest';
import { confirmNames } from '../../src/cli/confirm.ts';
import type { Face } from '../../src/cli/face.ts';
import type { LookedAt } from '../../src/cli/looked-at.ts';
import { resolveTargets } from '../../src/cli/targets.ts';
import { asFailure } from '../../src/engine/contract/failure/failure.ts';
import type { Plan } from '../../src/engine/contract/plan/plan.ts';
import { remedy } from '../../src/words/remedies.ts';
import { kingston, sandisk } from '../screens/fake-drives.ts';

// What a slip of the finger was answered with: "stopped", and which name was wanted stood nowhere.

const plan: Plan = {
  v: 1,
  do: 'restore',
  targets: [
    { kind: 'drive', path: '/dev/sdb', expect: { sizeBytes: sandisk.sizeBytes, serial: sandisk.serial } },
  ],
};

const nothingLooked: LookedAt = { need: {}, warnings: async () => [], close: async () => undefined };

async function answered(...answers: readonly string[]) {
  let said = '';
  let asked = 0;
  const face = {
    err: (text: string) => {
      said += text;
    },
    ask: async () => answers[Math.min(asked++, answers.length - 1)] ?? '',
  } as unknown as Face;
  const [target] = plan.targets ?? [];
  const ended = await confirmNames(plan, [{ plan: target!, drive: sandisk }], nothingLooked, face).then(
    () => 'confirmed',
    (error) => asFailure(error).code,
  );
  return { said, ended, asked };
}

describe('a wrong name at the confirmation', () => {
  test('is named beside the one that was expected, and that nothing was written', async () => {
    const { said, ended } = await answered('sdc');
    expect(ended).toBe('stopped');
    expect(said).toMatch(/"sdc" is not sdb.*nothing was written.*as often as you like/);
  });

  test('is asked about again, three times in all', async () => {
    const slip = await answered('sbd', 'sdb');
    expect(slip).toMatchObject({ ended: 'confirmed', asked: 2 });
    expect(slip.said).toContain('"sbd" is not sdb. Type it again; Enter alone means no.');
    expect(slip.said).not.toContain('as often');
    expect(await answered('sdc')).toMatchObject({ ended: 'stopped', asked: 3 });
  });

  test('is no wrong name when nothing is typed: that is no, at once', async () => {
    expect(await answered('')).toMatchObject({ ended: 'stopped', asked: 1 });
    expect(await answered('sdc', '')).toMatchObject({ ended: 'stopped', asked: 2 });
    expect(await answered('no')).toMatchObject({ ended: 'stopped', asked: 1 });
  });

  test('steers no terminal', async () => {
    expect((await answered('\u001b[31msdb')).said).not.toContain('\u001b');
  });

  test('that is none at all is said, too', async () => {
    expect((await answered('')).said).toContain('sdb was expected and nothing was typed');
  });

  test('is not spoken of when the right one was typed', async () => {
    const { said, ended } = await answered(' sdb ');
    expect(ended).toBe('confirmed');
    expect(said).not.toContain('as often');
  });
});

describe('a serial that no drive has', () => {
  const drives = [
    { ...sandisk, path: '/dev/null' },
    { ...kingston, path: '/dev/zero' },
    { ...kingston, path: '/dev/full', serial: '' },
  ];
  const face = {
    machine: { listDrives: async () => drives },
    workingFolder: '/',
  } as unknown as Face;
  const failure = async (serial: string) =>
    asFailure(
      await resolveTargets(['/dev/null'], { expectSerial: [serial] }, {}, face).then(
        () => new Error('resolved'),
        (error) => error,
      ),
    );

  test('ends with the serials there are, each with its drive', async () => {
    const found = await failure('0419A5B17C2');
    expect(found.code).toBe('identity-mismatch');
    const { happened } = remedy(found);
    expect(happened).toContain(`${sandisk.serial} (/dev/null), ${kingston.serial} (/dev/zero).`);
    expect(happened).not.toContain('/dev/full');
  });

  test('and one that another drive has is found among them', async () => {
    expect(remedy(await failure(kingston.serial)).happened).toContain(`${kingston.serial} (/dev/zero)`);
  });

  test('is not spoken of when it is the right one', async () => {
    expect((await failure(sandisk.serial)).code).not.toBe('identity-mismatch');
  });
});
