import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../engine/author/making.ts';
import { isowright } from '../fakes/cli.ts';
import { seededBytes } from '../fakes/fake-image.ts';

// `--log` and `--report` of a dry run wrote nothing.

const MIB = 1 << 20;
const room = temporaryFolder();
const [image, drive, log, report] = ['image.img', 'drive.img', 'log.ndjson', 'report.json'].map((name) =>
  join(room, name),
) as [string, string, string, string];

const lastIn = (path: string) => JSON.parse(readFileSync(path, 'utf8').trim().split('\n').at(-1) ?? '');

test('a dry run leaves its last word in the log and in the report', () => {
  writeFileSync(image, seededBytes(MIB));
  writeFileSync(drive, new Uint8Array(8 * MIB));
  const args = ['write', image, drive, '--file-target', '--dry-run', '--log', log, '--report', report];
  expect(isowright(args).status).toBe(0);
  expect(lastIn(log)).toMatchObject({ event: 'done', ok: true, report: { source: { sizeBytes: MIB } } });
  expect(JSON.parse(readFileSync(report, 'utf8'))).toMatchObject({ ok: true });
});

test('a dry run that fails does so too', () => {
  const bytes = Buffer.from(seededBytes(MIB));
  // An MBR whose partition reaches far behind the end.
  bytes.fill(0, 440, 510);
  bytes.set([0x80, 0, 0, 0, 0x0c], 446);
  bytes.writeUInt32LE(64, 454);
  bytes.writeUInt32LE(100_000, 458);
  bytes.writeUInt16BE(0x55aa, 510);
  writeFileSync(image, bytes);
  const args = ['write', image, drive, '--file-target', '--dry-run', '--log', log];
  expect(isowright(args).status).toBe(7);
  expect(lastIn(log)).toMatchObject({ event: 'done', ok: false, exitCode: 7 });
});

test('the log of a dry run is over nothing that the job would read', () => {
  const bytes = seededBytes(MIB);
  writeFileSync(image, bytes);
  const args = ['write', image, drive, '--file-target', '--dry-run', '--log', image];
  expect(isowright(args).status).toBe(2);
  expect(readFileSync(image).equals(Buffer.from(bytes))).toBe(true);
});
