import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { type BurnerRig, burnerRig } from '../../fakes/burner-rig.ts';
import { seededBytes } from '../../fakes/fake-image.ts';
import { has, rig, run, testWith } from '../../fakes/rigs.ts';
import { LabGuest } from '../../rigs/lab-guest.ts';

// Discs burned through the kernel's SG_IO by a user of the group `cdrom`: the kernel mounts them, xorriso reads them, a killed job goes on.

const needs = ['rigs', 'root', 'tool:qemu-system-x86_64', 'tool:xorriso'] as const;
const test = testWith(...needs);
const guest = new LabGuest('burn');
const folder = mkdtempSync(join(tmpdir(), 'isowright-lab-burn-'));
const content = seededBytes(5_000_000, 21);
const MEGABYTE = 1_000_000;
let burner: BurnerRig;
let device = '';
let image = Buffer.alloc(0);

/** A command of the program, as a user of the guest. */
const asUser = (command: string): string =>
  `su tester -c "XDG_STATE_HOME=/tmp/u NODE_COMPILE_CACHE=/tmp/u/c node /tmp/b/app/dist/main.js ${command}"`;

beforeAll(async () => {
  if (!needs.every(has)) return;
  process.env.RIG_LAB = 'burn';
  const app = join(folder, 'push/app');
  mkdirSync(join(app, 'node_modules/@koromix'), { recursive: true });
  cpSync('dist', join(app, 'dist'), { recursive: true });
  writeFileSync(join(app, 'package.json'), '{"type":"module"}');
  for (const name of ['koffi', `@koromix/koffi-linux-${process.arch}`])
    cpSync(join('node_modules', name), join(app, 'node_modules', name), { recursive: true });
  writeFileSync(join(folder, 'file.bin'), content);
  const path = join(folder, 'push/i.iso');
  run('xorriso', ['-as', 'mkisofs', '-quiet', '-R', '-J', '-o', path, join(folder, 'file.bin')]);
  image = readFileSync(path);
  burner = await burnerRig('lab-burn');
  await burner.insert('dvd+r', 30_000);
  rig('burner.sh', 'lab', 'up');
  guest.lab('push', join(folder, 'push'), '/tmp/b');
  device = rig('burner.sh', 'plug', 'lab-burn');
  guest.out(
    'chmod -R a+rX /tmp/b; mkdir -p /tmp/u /tmp/etc /tmp/m; chown 1000 /tmp/u; cp -a /etc/. /tmp/etc/; mount --bind /tmp/etc /etc',
  );
  guest.out(`echo "tester:x:1000:$(stat -c %g ${device})::/tmp/u:/bin/sh" >> /etc/passwd`);
});
afterAll(() => {
  if (!needs.every(has)) return;
  guest.down();
  burner?.down();
  rmSync(folder, { recursive: true, force: true });
});

async function newDisc(kind: string): Promise<void> {
  await burner.faults({});
  await burner.eject();
  await burner.insert(kind, 30_000);
}

/** A tray that was out and in: the kernel keeps the old size of a disc until then. */
function again(): void {
  rig('burner.sh', 'close', 'lab-burn');
  guest.out(
    `for try in $(seq 100); do dd if=${device} of=/dev/null bs=2048 count=17 2>/dev/null && exit; sleep 0.1; done; exit 1`,
  );
}

const KINDS = ['cd-r', 'cd-rw', 'dvd-r', 'dvd-rw', 'dvd+r', 'dvd+rw', 'dvd-ram', 'bd-r', 'bd-re'];

test.each(KINDS)('a %s is burned without root, mounted by the kernel and read by xorriso', async (kind) => {
  await newDisc(kind);
  const ran = guest.exec(
    asUser(`burn /tmp/b/i.iso ${device} --yes --expect-blank --eject --quiet 2>&1`),
    110,
  );
  expect([ran.status, ran.stdout]).toEqual([0, '']);
  expect(burner.disc().subarray(0, image.length).equals(image)).toBe(true);
  again();
  expect(guest.out(`mount -o ro ${device} /tmp/m && stat -c %s /tmp/m/file.bin; umount /tmp/m`)).toBe(
    `${content.length}`,
  );
  expect(guest.out(`xorriso -indev ${device} -find / 2>/dev/null`)).toContain('file.bin');
});

test.each(KINDS)('a %s is burned by xorriso, and read back through the kernel', async (kind) => {
  await newDisc(kind);
  const shown = guest.out(asUser(`burn /tmp/b/i.iso ${device} --engine xorriso --dry-run --json 2>&1`), 110);
  expect(shown).toContain('"engine":"xorriso"');
  const how = `--engine xorriso --yes --expect-blank --json`;
  const ran = guest.exec(asUser(`burn /tmp/b/i.iso ${device} ${how} 2>&1`), 110);
  const last = JSON.parse(ran.stdout.trim().split('\n').at(-1) ?? '');
  expect([ran.status, last.report.failure, last.report.targets[0].state]).toEqual([0, undefined, 'proved']);
  expect(burner.disc().subarray(0, image.length).equals(image)).toBe(true);
  const again = guest.exec(asUser(`burn /tmp/b/i.iso ${device} ${how} 2>&1`), 110);
  expect(JSON.parse(again.stdout.trim().split('\n').at(-1) ?? '').exitCode).toBe(4);
});

test.each(['dvd+r', 'bd-r'])('a job killed while it burns a %s goes on where it stopped', async (kind) => {
  await newDisc(kind);
  await burner.faults({ rate: MEGABYTE / 2 });
  guest.out(
    `rm -f /tmp/u/log; ${asUser(`burn /tmp/b/i.iso ${device} --yes --expect-blank --json >/tmp/u/log 2>&1 &`)}`,
  );
  guest.out(
    `for try in $(seq 600); do grep -q '"doneBytes":[1-9]' /tmp/u/log && break; sleep 0.1; done
    for p in /proc/[0-9]*; do tr '\\0' ' ' <$p/cmdline 2>/dev/null | grep -q -- --job-process && kill -9 \${p#/proc/}; done; sleep 1`,
    110,
  );
  const begun = (await burner.facts()).disc?.tracks[0]?.next ?? 0;
  expect(begun).toBeGreaterThan(0);
  expect(begun * 2048).toBeLessThan(image.length);
  await burner.faults({});
  burner.clearLog();
  const job = guest.out(`grep -o '"job":"[^"]*"' /tmp/u/log | head -1 | cut -d'"' -f4`);
  expect(guest.exec(asUser(`resume ${job} --quiet 2>&1`), 110)).toMatchObject({ status: 0 });
  expect(burner.disc().subarray(0, image.length).equals(image)).toBe(true);
  const first = burner.log().find((line) => line.startsWith('write10')) ?? '';
  expect(Number.parseInt(first.slice('write10 2a00'.length).slice(0, 8), 16)).toBe(begun);
});

test('a drive that is pulled while it burns is gone, exit 4', async () => {
  await newDisc('dvd+rw');
  await burner.faults({ rate: MEGABYTE / 2, format_seconds: 0.1 });
  guest.out(
    `rm -f /tmp/u/log; ${asUser(`burn /tmp/b/i.iso ${device} --yes --expect-blank --json >/tmp/u/log 2>&1 &`)}`,
  );
  guest.out(
    `for try in $(seq 600); do grep -q '"doneBytes":[1-9]' /tmp/u/log && break; sleep 0.1; done`,
    110,
  );
  rig('burner.sh', 'unplug', 'lab-burn');
  const last = guest.out(
    `for try in $(seq 300); do grep -q '"event":"done"' /tmp/u/log && break; sleep 0.1; done; tail -1 /tmp/u/log`,
    60,
  );
  expect(JSON.parse(last)).toMatchObject({ exitCode: 4, report: { failure: { code: 'target-gone' } } });
});
