import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { temporaryFolder } from '../engine/author/making.ts';
import { sampleImage } from '../engine/read/decode/packing.ts';
import { isowright } from '../fakes/cli.ts';
import { makeOrdinaryUser, type OrdinaryUser } from '../fakes/ordinary-user.ts';
import { has, run, testWith } from '../fakes/rigs.ts';

// Behind sudo root's keys were asked for, who has none: the keys are those of the person who called.

const needs = ['root', 'tool:useradd', 'tool:runuser', 'tool:gpg'] as const;
const test = testWith(...needs);
let user: OrdinaryUser | undefined;
let image = '';

function asUser(line: string): Buffer {
  return execFileSync('sh', ['-c', user!.lineFor(line)], {
    timeout: 120_000,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

beforeAll(() => {
  if (!needs.every(has)) return;
  user = makeOrdinaryUser();
  const room = temporaryFolder();
  chmodSync(room, 0o755);
  image = join(room, 'x.iso');
  writeFileSync(image, sampleImage(1_000_000), { mode: 0o644 });
  asUser(`gpg --batch --passphrase '' --quick-generate-key 'Ann <ann@example.org>' ed25519 sign never`);
  writeFileSync(`${image}.asc`, asUser(`gpg --batch --armor --detach-sign --output - '${image}'`));
}, 240_000);

afterAll(() => {
  if (!user) return;
  run('sh', ['-c', user.lineFor('gpgconf --kill all')]);
  user.remove();
});

test('a signature is held against the keys of whoever called sudo, and root gets no keyring', () => {
  const home = temporaryFolder();
  const seen = (env: Record<string, string>) => {
    const { done } = isowright(['verify', image, '--json'], { env: { HOME: home, ...env } });
    return done?.report.signatures?.[0];
  };
  expect(seen({ SUDO_UID: String(user!.uid) })).toMatchObject({
    state: 'good',
    signer: 'Ann <ann@example.org>',
  });
  expect(seen({})).toMatchObject({ state: 'unchecked', because: 'no-key' });
  expect(existsSync(join(home, '.gnupg'))).toBe(false);
}, 120_000);

test('a real sudo says who called', () => {
  const { password, nodePath, programPath } = user!;
  const program = `'${nodePath}' '${programPath}' verify '${image}' --json`;
  const line = user!.lineFor(`echo '${password}' | sudo -S -p '' ${program}`);
  const { stdout, stderr } = run('sh', ['-c', line], { timeoutMs: 120_000 });
  expect(stdout + stderr).toContain('"state":"good"');
}, 120_000);
