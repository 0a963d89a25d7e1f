import { expect, test } from 'vitest';
import { eventOf, lastWord, lastWordOf } from '../../../../src/engine/contract/events/last-word.ts';
import { Failure } from '../../../../src/engine/contract/failure/failure.ts';

test('a job that could not begin because it was stopped is not called failed', () => {
  const failure = new Failure('stopped', { by: 'person' });
  expect(lastWordOf(failure)).toEqual({
    event: 'done',
    ok: false,
    exitCode: 3,
    outcome: 'stopped',
    report: { elapsedMs: 0, failure: { code: 'stopped', facts: { by: 'person' } } },
  });
});

test('a failure says the state of every target that is not proved', () => {
  const failure = new Failure('target-gone', { target: 'sdb', atByte: 5 });
  const { ok, outcome, report } = lastWord({ report: {}, failure, proved: false, elapsedMs: 7 });
  expect({ ok, outcome }).toEqual({ ok: false, outcome: 'failed' });
  expect(report).toMatchObject({ elapsedMs: 7, failure: { code: 'target-gone', targets: {} } });
});

test('an event carries its job and its time, in this order', () => {
  expect(JSON.stringify(eventOf({ event: 'phase', phase: 'write' }, 'j', 0))).toBe(
    '{"v":1,"job":"j","at":"1970-01-01T00:00:00.000Z","event":"phase","phase":"write"}',
  );
});
