import { afterEach, expect, test } from 'vitest';
import {
  notAnImage,
  notResumable,
  sourceChanged,
} from '../../src/engine/contract/failure/source-failures.ts';
import { speak } from '../../src/words/language.ts';
import { remedy } from '../../src/words/remedies.ts';
import { toldFailure } from '../../src/words/told-facts.ts';

afterEach(() => speak('en'));

const several = notAnImage('/x.zip', { reason: 'zip-of-several', names: ['a.img', 'b.iso'], more: 2 });

test('entries of an archive are named, and counted where they are many', async () => {
  expect(remedy(several).happened).toContain('more than one image in it (a.img, b.iso and 2 more)');
  const none = notAnImage('/x.zip', { reason: 'zip-without-image', names: [], more: 0 });
  expect(remedy(none).happened).toContain('without an image in it (it is empty)');
  await speak('de');
  expect(remedy(several).happened).toContain('mehreren Abbildern (a.img, b.iso und 2 weitere)');
});

test('programs are told of a source in English', async () => {
  const changed = sourceChanged('/x', { reason: 'other-size', expectedBytes: 5, foundBytes: 3 }, 4096);
  await speak('de');
  expect(toldFailure(changed).facts).toMatchObject({ what: 'it had 5 bytes and now has 3', atByte: 4096 });
  expect(toldFailure(several).facts).toMatchObject({ found: expect.stringContaining('more than one') });
  expect(remedy(changed).happened).toContain('es waren 5 Bytes und sind nun 3');
});

test('a job that took its source from a pipe says how to pipe it in again', async () => {
  const gone = notResumable('J1', { reason: 'input-gone' });
  expect(remedy(gone).next).toEqual(['Pipe the same image in again: … | isowright resume J1']);
  expect(remedy(notResumable('J1', { reason: 'running' })).happened).toBe('Job J1: it is still running.');
  await speak('de');
  expect(toldFailure(gone).facts).toMatchObject({ why: 'its source was standard input, which was not kept' });
});

test('what a job of before said of its source is still shown, and a reason of a later one by its name', () => {
  const facts = { path: '/x', what: 'its size changed' };
  expect(remedy({ code: 'source-changed', facts }).happened).toBe('/x: its size changed.');
  const later = { path: '/x', found: 'x', because: { reason: 'stone' } } as never;
  expect(remedy({ code: 'source-not-an-image', facts: later }).happened).toBe('/x is stone.');
});

test('a source that ends too early is said to end within what was read', async () => {
  const facts = { path: '/x.gz', foundBytes: 1000, because: { reason: 'gzip-header' } } as const;
  expect(remedy({ code: 'source-truncated', facts }).happened).toContain('in the middle of a gzip header');
  await speak('de');
  expect(remedy({ code: 'source-truncated', facts }).happened).toContain('ein gzip-Kopf');
  expect(toldFailure({ code: 'source-truncated', facts }).facts).toMatchObject({ what: 'a gzip header' });
});
