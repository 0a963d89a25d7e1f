import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { DoneFact } from '../../../../src/engine/contract/events/events.ts';
import { Failure } from '../../../../src/engine/contract/failure/failure.ts';
import { plan as planSchema } from '../../../../src/engine/contract/plan/plan.ts';
import type { Machine } from '../../../../src/engine/contract/ports/machine.ts';
import { runPlan } from '../../../../src/engine/jobs/runners/run-plan.ts';
import { makeGate } from '../../../../src/engine/write/transfer/gate.ts';
import { closingLines } from '../../../../src/words/closing.ts';
import { seededBytes } from '../../../fakes/fake-image.ts';
import { FakeTarget } from '../../../fakes/fake-target.ts';

// Every report says what the image was checked against, or that it was checked against nothing.

const MIB = 1 << 20;
const image = seededBytes(3 * MIB);
const sha256 = createHash('sha256').update(image).digest('hex');
const md5 = createHash('md5').update(image).digest('hex');
const folder = mkdtempSync(join(tmpdir(), 'isowright-checked-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The end of a job on an image with these files beside it, and what is on the drive then. */
async function run(files: Readonly<Record<string, string>>, kind: 'write' | 'verify') {
  const place = mkdtempSync(join(folder, 'case-'));
  writeFileSync(join(place, 'x.iso'), image);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(place, name), text);
  const target = new FakeTarget({ capacityBytes: 8 * MIB });
  const machine: Machine = {
    listDrives: async () => [],
    signature: async () => '',
    openDrive: async () => target,
    unmount: async () => Promise.reject(new Failure('internal', { problem: 'not asked for' })),
    isPrivileged: () => true,
    elevate: () => undefined,
  };
  const drive = { kind: 'drive', path: '/dev/sdb', expect: { serial: '0419AB' } };
  const done = await runPlan(
    planSchema.parse({
      v: 1,
      do: kind,
      source: { kind: 'image', path: join(place, 'x.iso') },
      targets: kind === 'write' ? [drive] : [],
      ...(kind === 'write' && { verify: true }),
    }),
    {
      jobId: '20261122-120000-aaaa',
      machine,
      clock: { nowMs: () => 1_795_348_800_000 },
      gate: makeGate(),
      signal: new AbortController().signal,
      onFact: () => undefined,
      dryRun: false,
    },
  );
  return { done, ...said(done, place) };
}

/** The report's fact, its lines about checksums, and how it ended; paths without their folder. */
function said(done: DoneFact, place: string) {
  const plain = (text: string): string => text.replaceAll(`${place}/`, '');
  const lines = closingLines(done)
    .map(plain)
    .filter((line) => /check(?:sum|ed)/i.test(line));
  const { checked } = done.report;
  return {
    exitCode: done.exitCode,
    checked: checked && { against: plain(checked.against), ok: checked.ok },
    lines,
  };
}

test('an image without any checksum is said to be checked against none', async () => {
  const { exitCode, checked, lines } = await run({}, 'write');
  expect([exitCode, checked]).toEqual([0, null]);
  expect(lines).toEqual(['  checksum  not checked against any checksum']);
});

test('a checksum that matches is named, and a weak one is called so', async () => {
  for (const kind of ['write', 'verify'] as const) {
    const strong = await run({ SHA256SUMS: `${sha256}  x.iso\n` }, kind);
    expect(strong).toMatchObject({ exitCode: 0, checked: { against: 'SHA256SUMS', ok: true } });
    expect(strong.lines).toEqual(['  checksum  checked against SHA256SUMS']);
  }
  const weak = await run({ 'x.iso.md5': md5 }, 'write');
  expect(weak.lines).toEqual(['  checksum  checked against x.iso.md5 (reveals accidents, not forgeries)']);
  expect(weak.done.report.checked).toMatchObject({ weak: 'old-hash' });
});

test('one that does not match is named, and the drive has no beginning', async () => {
  const { exitCode, checked, lines } = await run({ 'x.iso.sha256': '0'.repeat(64) }, 'write');
  expect([exitCode, checked]).toEqual([7, { against: 'x.iso.sha256', ok: false }]);
  expect(lines).toContain('  checksum  checked against x.iso.sha256: does not match');
});

test('a checksum file that is not understood is said in the report of a write, and fails a verify', async () => {
  const why = 'not checked against x.iso.sha256: it contains no checksum in a known form';
  const write = await run({ 'x.iso.sha256': 'see the page' }, 'write');
  expect(write).toMatchObject({ exitCode: 0, checked: { against: 'x.iso.sha256', ok: false } });
  expect(write.lines).toEqual([`  checksum  ${why}`]);
  const verify = await run({ 'x.iso.sha256': 'see the page' }, 'verify');
  expect(verify).toMatchObject({ exitCode: 7, checked: { against: 'x.iso.sha256', ok: false } });
  expect(verify.done.report.failure?.code).toBe('checksum-not-understood');
  const both = await run({ 'x.iso.sha256': 'see the page', SHA512SUMS: '', 'x.iso.md5': md5 }, 'write');
  expect(both.checked).toEqual({ against: 'x.iso.md5', ok: true });
  expect(both.lines.slice(1)).toEqual([
    `            ${why}`,
    '            not checked against SHA512SUMS: it is empty',
  ]);
});

test('checksums that contradict each other end the job before the first byte', async () => {
  const { exitCode, checked, lines, done } = await run(
    { 'x.iso.sha256': sha256, SHA256SUMS: `${'0'.repeat(64)}  x.iso\n` },
    'write',
  );
  expect([exitCode, checked]).toEqual([7, { against: 'x.iso.sha256', ok: false }]);
  expect(done.report.targets).toBeUndefined();
  expect(lines[0]).toContain('Checksums contradict each other');
});

test('a signature that is there and cannot be checked is named in the report, with what helps', async () => {
  const files = { SHA256SUMS: `${sha256}  x.iso\n`, 'SHA256SUMS.sig': 'untrusted comment: x\nRWRG\n' };
  const { done } = await run(files, 'write');
  const [signature] = done.report.signatures ?? [];
  expect(signature).toMatchObject({ state: 'unchecked', because: 'signify' });
  expect(closingLines(done).join('\n')).toMatch(
    / signature .*SHA256SUMS\.sig is not checked: it is made by signify/,
  );
});

test('an image of which only a signature is there is not verified by one that says nothing', async () => {
  const { exitCode, done } = await run({ 'x.iso.sig': 'rubbish' }, 'verify');
  expect([exitCode, done.report.failure?.code]).toEqual([7, 'checksum-missing']);
});
