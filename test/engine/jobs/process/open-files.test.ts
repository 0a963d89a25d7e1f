import { expect, test } from 'vitest';
import { asFailure, Failure } from '../../../../src/engine/contract/failure/failure.ts';
import { demandOpenFiles, LEAST_OPEN_FILES } from '../../../../src/engine/jobs/process/open-files.ts';
import { readNames, readNamesNow, readText, readTextNow } from '../../../../src/hw/linux/read.ts';
import { remedy } from '../../../../src/words/remedies.ts';
import { run } from '../../../fakes/rigs.ts';

const limits = (openFiles: string): string =>
  `Limit                     Soft Limit           Hard Limit           Units\nMax open files            ${openFiles}                20000                files\n`;

test('too few open files are said before anything begins', () => {
  expect(() => demandOpenFiles(limits('28'))).toThrow('too-few-files {"openFiles":28');
  for (const enough of [String(LEAST_OPEN_FILES), 'unlimited'])
    expect(() => demandOpenFiles(limits(enough))).not.toThrow();
  expect(() => demandOpenFiles('')).not.toThrow();
  const { happened, next } = remedy({ code: 'too-few-files', facts: { openFiles: 28, needed: 64 } });
  expect([happened, ...next].join(' ')).toMatch(/28 files open but needs 64.*ulimit -n/);
});

test('a failure that came of it blames neither the file nor the person', () => {
  const cause = Object.assign(new Error('open'), { code: 'EMFILE' });
  const thread = Object.assign(new Error('Worker initialization failure: EMFILE'), {
    code: 'ERR_WORKER_INIT_FAILED',
  });
  const all = [
    cause,
    thread,
    new Failure('permission-denied', { path: '/x' }, { cause }),
    new Failure('source-unreadable', { path: '/x', errno: 'ENFILE' }),
  ];
  expect(all.map((error) => asFailure(error).code)).toEqual(all.map(() => 'too-few-files'));
  expect(asFailure(new Failure('permission-denied', { path: '/x' })).code).toBe('permission-denied');
});

test('what of the machine cannot be looked at is not taken for absent', () => {
  const script = `
    import { openSync } from 'node:fs';
    const { readNames, readNamesNow, readText, readTextNow } = await import(process.argv[1]);
    try { for (;;) openSync('/dev/null'); } catch {}
    const asked = [readNames('/sys'), readText('/proc/mounts'), ...[readNamesNow, readTextNow].map(async (ask) => ask('/proc/mounts'))];
    const told = (await Promise.allSettled(asked)).map(({ reason }) => reason?.code);
    process.stdout.write(told.join());`;
  const path = new URL('../../../../src/hw/linux/read.ts', import.meta.url).href;
  const { stdout } = run('sh', [
    '-c',
    'ulimit -n 64; exec "$@"',
    'sh',
    process.execPath,
    '--input-type=module',
    '-e',
    script,
    path,
  ]);
  expect(stdout).toBe('EMFILE,EMFILE,EMFILE,EMFILE');
  expect([readTextNow('/no-such'), readNamesNow('/no-such')]).toEqual([undefined, []]);
  return expect(Promise.all([readText('/no-such'), readNames('/no-such')])).resolves.toEqual([undefined, []]);
});
