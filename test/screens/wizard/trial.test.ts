import { describe, expect, test } from 'vitest';
import type { JobFact } from '../../../src/engine/contract/events/events.ts';
import type { TrialEnd, Trials } from '../../../src/engine/contract/ports/trials.ts';
import { sayTrial } from '../../../src/screens/plain/ask-trial.ts';
import { eventOf } from '../../words/progress/replay.ts';
import { atRun, isoBytes } from '../drive-wizard.ts';
import { someDrives } from '../fake-drives.ts';
import { fakeWorld } from '../fake-ports.ts';
import { frameOf } from '../frame.tsx';

const written: JobFact = {
  event: 'done',
  ok: true,
  exitCode: 0,
  outcome: 'done',
  report: {
    elapsedMs: 9,
    targets: [
      {
        target: 'sdb',
        path: '/dev/sdb',
        ok: true,
        state: 'proved',
        writtenBytes: isoBytes,
        skippedBytes: 0,
        onMediaBytes: isoBytes,
        verifiedBytes: isoBytes,
        mismatches: [],
        sha256: 'ab',
      },
    ],
  },
};
const atWritten = (canTry = true) => atRun(someDrives, { canTry }).job(eventOf([10, written]));

const chosen = { firmware: 'uefi', medium: 'usb', forecast: true } as const;
const menu = ['', '   GNU GRUB  version 2.12', '', ' *Debian GNU/Linux'];
const view = { elapsedMs: 3000, screen: { kind: 'text', lines: menu }, serialLines: [] } as const;
const end: TrialEnd = {
  ok: true,
  chosen,
  view,
  verdict: { started: true, saw: 'grub-menu', afterMs: 3000 },
  accelerator: 'kvm',
};

function shown({ wizard, atMs }: ReturnType<typeof atWritten>, columns = 80, rows = 24): string {
  if (wizard.at === 'left') throw new Error('left');
  return frameOf(wizard, atMs, { columns, rows, glyphs: 'utf8', colour: false });
}

describe('what was written is tried', () => {
  const path = '/dev/sdb';

  test('with its screen drawn while it runs, and the verdict at its end', () => {
    const driver = atWritten().keys('v');
    expect(shown(driver)).toContain('/dev/sdb: the virtual machine is being started.');
    driver.do({ do: 'trial', path, news: { chosen } }).do({ do: 'trial', path, news: { view } });
    for (const text of ['trying it as a USB stick with UEFI', 'since 3 s', 'GNU GRUB  version 2.12'])
      expect(shown(driver)).toContain(text);
    driver.do({ do: 'trial', path, news: { end } });
    expect(shown(driver)).toContain('started: saw the boot menu of GRUB after 3 s');
    expect(driver.keys('escape').wizard).toMatchObject({ at: 'finished', overlay: { kind: 'none' } });
  });

  test('in a window of 40 × 10, too', () => {
    const driver = atWritten().keys('v').do({ do: 'trial', path, news: { chosen, view, end } });
    expect(shown(driver, 40, 10)).toContain('started: saw the boot menu of GRUB');
  });

  test('news that come after the page was closed change nothing', () => {
    const driver = atWritten().keys('v', 'escape');
    expect(driver.do({ do: 'trial', path, news: { end } }).wizard).toMatchObject({
      overlay: { kind: 'none' },
    });
  });

  test('and what is in the way is told with its remedy', () => {
    const failure = { code: 'emulator-missing', facts: { what: 'uefi', platform: 'linux' } } as const;
    const driver = atWritten()
      .keys('v')
      .do({ do: 'trial', path, news: { end: { ok: false, failure } } });
    for (const text of ['Firmware for QEMU is missing', 'apt install qemu-system-x86 ovmf'])
      expect(shown(driver)).toContain(text);
  });

  test('nothing offers it where no machine can be started', () => {
    expect(shown(atWritten(false))).not.toContain('try it');
    expect(shown(atWritten(), 120)).toContain('v try it');
    expect(atWritten(false).keys('v').wizard).toMatchObject({ overlay: { kind: 'none' } });
  });

  test('in plain lines: how it is tried, then screen and verdict', async () => {
    const said: string[] = [];
    const trials: Pick<Trials, 'try'> = {
      async try(_, { onChosen, onView }) {
        onChosen(chosen);
        onView(view);
        return end;
      },
    };
    const ports = { ...fakeWorld().ports, trials };
    const say = (...lines: readonly string[]) => void said.push(...lines);
    await sayTrial(
      { ports, say, ask: async () => undefined, stopReading: async () => undefined },
      atWritten().keys('v').wizard,
    );
    expect(said[0]).toBe('/dev/sdb: trying it as a USB stick with UEFI.');
    expect(said).toContain('   GNU GRUB  version 2.12');
    expect(said[1]).toContain('started: saw the boot menu of GRUB after 3 s');
  });
});
