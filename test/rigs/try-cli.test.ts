import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeAll, expect } from 'vitest';
import { makeImage, temporaryFolder } from '../engine/author/making.ts';
import { isowright, startIsowright } from '../fakes/cli.ts';
import { type Need, testWith } from '../fakes/rigs.ts';
import { isolinuxTree } from './boot-trees.ts';
import { disc } from './firmware/discs.ts';
import { biosProgram } from './firmware/programs.ts';

// What `try` says is what QEMU shows; nothing of the image changes, and no machine stays behind.

const needs: Need[] = ['tool:qemu-system-x86_64'];
const test = testWith(...needs);
const room = temporaryFolder();
const at = (name: string): string => join(room, name);

beforeAll(async () => {
  writeFileSync(at('data.img'), Buffer.alloc(1 << 20));
  writeFileSync(at('idle.iso'), disc([{ image: biosProgram('idle') }]));
});

interface TrialReport {
  readonly firmware: string;
  readonly medium: string;
  readonly started: boolean;
  readonly saw: string | null;
  readonly because: string | null;
  readonly afterSeconds: number;
  readonly forecast: unknown;
}

function tried(path: string, ...more: string[]) {
  const before = readFileSync(path);
  const { status, done } = isowright(['try', path, '--json', ...more]);
  expect(readFileSync(path).equals(before)).toBe(true);
  return { status, report: done?.report as unknown as TrialReport };
}

test('a tree of isolinux starts in the way that is the most likely, as was forecast', async () => {
  mkdirSync(at('tree'));
  isolinuxTree(at('tree'));
  await makeImage(at('tree'), at('tree.iso'), {});
  const { status, report } = tried(at('tree.iso'));
  expect(status).toBe(0);
  const usual = { firmware: 'bios', medium: 'usb' };
  expect(report).toMatchObject({ ...usual, started: true, saw: 'isolinux', forecast: true });
});

test('an image of data alone, and one that was cut, do not start, as was forecast', () => {
  writeFileSync(at('cut.iso'), readFileSync(at('tree.iso')).subarray(0, 48 << 10));
  for (const name of ['data.img', 'cut.iso']) {
    const { status, report } = tried(at(name), '--firmware', 'bios', '--medium', 'cd');
    expect(status).toBe(6);
    expect(report).toMatchObject({ started: false, because: 'no-bootable-device', saw: null });
    expect(report.forecast).not.toBe(true);
  }
});

test('a person is told the way, the forecast, the screen and the verdict', () => {
  const { stdout, stderr, status } = isowright(['try', at('data.img'), '--firmware', 'bios']);
  expect(status).toBe(6);
  expect(stdout).toMatch(/^did not start: the firmware found nothing that it could boot \(after \d+ s\)\n$/);
  for (const said of ['as a USB stick with BIOS', 'does not boot', 'No bootable device.'])
    expect(stderr).toContain(said);
});

test('a dry run says the way and starts no machine; a log and a report get what was seen', () => {
  const rehearsed = isowright(['try', at('data.img'), '--dry-run', '--json', '--medium', 'cd']);
  expect(rehearsed.status).toBe(0);
  expect(JSON.parse(rehearsed.stdout)).toMatchObject({ path: at('data.img'), medium: 'cd', forecast: false });
  const files = ['--log', at('try.log'), '--report', at('try.json')];
  const way = ['--firmware', 'bios', '--medium', 'cd'];
  expect(isowright(['try', at('data.img'), ...way, ...files]).status).toBe(6);
  const kept = readFileSync(at('try.log'), 'utf8').trim().split('\n');
  const events = kept.map((line): { event: string } => JSON.parse(line));
  expect(events.filter(({ event }) => event === 'done')).toHaveLength(1);
  const seen = { event: 'done', outcome: 'differs', report: { firmware: 'bios', started: false } };
  expect(events[0]).toMatchObject({ event: 'phase', firmware: 'bios' });
  expect(events.at(-1)).toMatchObject(seen);
  expect(JSON.parse(readFileSync(at('try.json'), 'utf8'))).toMatchObject(seen);
});

test('the time that it waits is a number of seconds', () => {
  const { status, stderr } = isowright(['try', at('data.img'), '--seconds', 'many']);
  expect([status, stderr]).toEqual([2, expect.stringContaining('from 1 to 3600')]);
});

/** Machines that have this image. */
function machinesWith(path: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      const file = `/proc/${pid}/cmdline`;
      try {
        const words = readFileSync(file, 'utf8');
        return words.startsWith('qemu-system') && words.includes(path);
      } catch {
        return false;
      }
    });
}

async function goneWithin(path: string, limitMs: number): Promise<boolean> {
  for (let waited = 0; waited < limitMs; waited += 100) {
    if (machinesWith(path).length === 0) return true;
    await wait(100);
  }
  return false;
}

test.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)('after %s no machine stays behind', async (signal) => {
  const path = at('idle.iso');
  const run = startIsowright(['try', path, '--firmware', 'bios', '--medium', 'cd', '--seconds', '60']);
  await run.waitFor((event) => event.event === 'progress');
  const [pid = ''] = machinesWith(path);
  const folder = /file=([^,]*)\/picture|file:([^\0]*)\/serial/.exec(
    readFileSync(`/proc/${pid}/cmdline`, 'utf8'),
  );
  run.child.kill(signal);
  const { status } = await run.ended;
  expect(status).toBe({ SIGINT: 130, SIGTERM: 143, SIGKILL: -1 }[signal]);
  expect(await goneWithin(path, 5000)).toBe(true);
  await wait(300);
  expect(existsSync(folder?.[2] ?? '/')).toBe(false);
});
