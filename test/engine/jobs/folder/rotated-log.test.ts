import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { appendResult, openResultFile } from '../../../../src/engine/jobs/folder/result-file.ts';
import { LARGEST_LOG_BYTES, rotateLog } from '../../../../src/engine/jobs/folder/rotated-log.ts';

const base = mkdtempSync(join(tmpdir(), 'isowright-logs-'));
afterAll(() => rmSync(base, { recursive: true, force: true }));

const LINE = '{"v":1,"event":"done"}\n';
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(base, 'logs-'));
});
const path = (name = 'job.log'): string => join(folder, name);
const names = (): string[] => readdirSync(folder).sort();

test('a large log becomes the first older one, and that the next; the oldest of three goes', () => {
  for (let run = 0; run < 6; run += 1) {
    rotateLog(path(), LINE.length);
    writeFileSync(path(), LINE.replace('done', `run-${run}`));
  }
  expect(names()).toEqual(['job.log', 'job.log.1', 'job.log.2', 'job.log.3']);
  expect(names().map((name) => /run-(\d)/.exec(readFileSync(path(name), 'utf8'))?.[1])).toEqual([
    '5',
    '4',
    '3',
    '2',
  ]);
});

test('a small log stays, and so does one that is not there', () => {
  rotateLog(path());
  writeFileSync(path(), LINE);
  rotateLog(path());
  expect(names()).toEqual(['job.log']);
});

test('no file of somebody else is replaced or moved: the log goes on growing', () => {
  writeFileSync(path(), LINE);
  writeFileSync(path('job.log.1'), 'my notes');
  rotateLog(path(), 1);
  expect(names()).toEqual(['job.log', 'job.log.1']);
  expect(readFileSync(path('job.log.1'), 'utf8')).toBe('my notes');
  writeFileSync(path('photo.img'), 'x'.repeat(100));
  rotateLog(path('photo.img'), 1);
  symlinkSync('job.log', path('link.log'));
  rotateLog(path('link.log'), 1);
  expect(names()).toEqual(['job.log', 'job.log.1', 'link.log', 'photo.img']);
});

test('--log rotates when it is opened, and whoever had it open loses nothing', () => {
  writeFileSync(path(), LINE.padEnd(LARGEST_LOG_BYTES));
  const fd = openResultFile(path(), 'append');
  appendResult(fd, path(), LINE);
  expect(readFileSync(path(), 'utf8')).toBe(LINE);
  expect(readFileSync(path('job.log.1')).length).toBe(LARGEST_LOG_BYTES);
});
