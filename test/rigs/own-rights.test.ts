import { chmodSync, chownSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { temporaryFolder } from '../engine/author/making.ts';
import { seededBytes } from '../fakes/fake-image.ts';
import { makeLoopDevice } from '../fakes/loop-device.ts';
import { makeOrdinaryUser, type OrdinaryUser } from '../fakes/ordinary-user.ts';
import { has, run, testWith } from '../fakes/rigs.ts';

// Whoever may open a drive as it is (group disk, an access list, its owner) was asked for a password all the same.

const needs = ['loop', 'tool:useradd', 'tool:runuser'] as const;
const test = testWith(...needs);
const MIB = 1 << 20;
const DRIVE_BYTES = 16 * MIB;
const bytes = seededBytes(4 * MIB, 11);
let user: OrdinaryUser | undefined;
let image = '';

beforeAll(() => {
  if (!needs.every(has)) return;
  user = makeOrdinaryUser();
  const room = temporaryFolder();
  chmodSync(room, 0o755);
  image = join(room, 'image.img');
  writeFileSync(image, bytes, { mode: 0o644 });
});

afterAll(() => user?.remove());

/** Runs the program as the user, who has no terminal to be asked for a password on. */
function asUser(...args: readonly string[]) {
  const { lineFor, nodePath, programPath } = user!;
  const words = [nodePath, programPath, ...args].map((word) => `'${word}'`).join(' ');
  return run('sh', ['-c', lineFor(words)]);
}

test('a user who owns the device writes, undoes and verifies without sudo', () => {
  const device = makeLoopDevice(DRIVE_BYTES);
  const { uid, gid } = statSync(device.path);
  const identity = ['--yes', '--expect-size', String(DRIVE_BYTES)];
  try {
    chownSync(device.path, user!.uid, gid);
    const listed = JSON.parse(asUser('devices', '--json').stdout).devices;
    expect(listed.find(({ path }: { path: string }) => path === device.path)).toMatchObject({
      ownRights: true,
      content: { kind: 'blank' },
    });
    const written = asUser('write', image, device.path, ...identity);
    expect(written).toMatchObject({ status: 0 });
    expect(readFileSync(device.backingPath).subarray(0, bytes.length).equals(bytes)).toBe(true);
    expect(asUser('verify', image, device.path)).toMatchObject({ status: 0 });
    const { jobs } = JSON.parse(asUser('jobs', '--json').stdout);
    const job = jobs.find(({ plan }: { plan: { do: string } }) => plan.do === 'write');
    expect(asUser('undo', job.id, '--yes', '--partly')).toMatchObject({ status: 0 });
    run('sync', []);
    expect(
      readFileSync(device.backingPath)
        .subarray(0, MIB)
        .every((byte) => byte === 0),
    ).toBe(true);
  } finally {
    chownSync(device.path, uid, gid);
    device.remove();
  }
}, 120_000);

test('a user who may only read the device compares with it, and is told that root is needed to write', () => {
  const device = makeLoopDevice(DRIVE_BYTES, { contentOf: image });
  const { mode } = statSync(device.path);
  try {
    chmodSync(device.path, 0o644);
    expect(asUser('verify', image, device.path)).toMatchObject({ status: 0 });
    const refused = asUser('write', image, device.path, '--yes', '--expect-size', String(DRIVE_BYTES));
    expect(refused).toMatchObject({ status: 4 });
  } finally {
    chmodSync(device.path, mode & 0o777);
    device.remove();
  }
}, 120_000);

test('a user who may read the device saves it as an image without sudo', () => {
  const device = makeLoopDevice(DRIVE_BYTES, { contentOf: image });
  const { mode } = statSync(device.path);
  const room = temporaryFolder();
  const out = join(room, 'saved.img');
  try {
    chownSync(room, user!.uid, 0);
    chmodSync(device.path, 0o600);
    const asked = asUser('read', device.path, '-o', out, '--whole');
    expect(asked.status).toBe(4);
    chmodSync(device.path, 0o644);
    expect(asUser('read', device.path, '-o', out, '--whole')).toMatchObject({ status: 0 });
    expect(readFileSync(out).subarray(0, bytes.length).equals(bytes)).toBe(true);
    expect(statSync(out).uid).toBe(user!.uid);
    expect(asUser('read', device.path, '--scan')).toMatchObject({ status: 0 });
  } finally {
    chmodSync(device.path, mode & 0o777);
    device.remove();
  }
}, 120_000);

test('what a user may not read is not read for them by a job that is root for its drive', () => {
  const device = makeLoopDevice(DRIVE_BYTES);
  const room = temporaryFolder();
  const [closed, planPath] = [join(room, 'closed.img'), join(room, 'plan.json')];
  try {
    chmodSync(room, 0o755);
    writeFileSync(closed, bytes, { mode: 0o600 });
    const targets = [{ kind: 'drive', path: device.path, expect: { sizeBytes: DRIVE_BYTES } }];
    const plan = { v: 1, do: 'write', source: { kind: 'image', path: closed }, targets, verify: true };
    writeFileSync(planPath, JSON.stringify(plan));
    const refused = asUser('run', planPath, '--json');
    expect(refused.stdout).toContain('"source-unreadable"');
    chmodSync(closed, 0o644);
    // Now root would be asked for, who cannot be asked without a terminal.
    const asked = asUser('run', planPath, '--json');
    expect(asked.status).toBe(4);
    expect(asked.stdout).not.toContain('"source-unreadable"');
  } finally {
    device.remove();
  }
}, 120_000);
