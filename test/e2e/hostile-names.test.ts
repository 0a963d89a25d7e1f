import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { HOSTILE, unsafe } from '../fakes/hostile-text.ts';
import { testWith } from '../fakes/rigs.ts';
import { openTerminal, programLine } from '../fakes/terminal.ts';

// The wizard in a real terminal, in a folder and over a job whose names try to steer it: every byte it writes is looked at.

const JOB = '20261122-120000-abcd';
const test = testWith('rigs', 'tool:tmux');

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-hostile-'));
  writeFileSync(join(folder, `a${HOSTILE}.iso`), new Uint8Array(70_000).fill(7));
  const job = join(folder, 'state/isowright/jobs', JOB);
  mkdirSync(job, { recursive: true, mode: 0o700 });
  const source = { kind: 'image', path: `/evil${HOSTILE}` };
  const targets = [{ kind: 'file', path: `/p${HOSTILE}`, sizeBytes: 1 }];
  writeFileSync(join(job, 'plan.json'), JSON.stringify({ v: 1, do: 'write', source, targets, verify: true }));
  const report = { elapsedMs: 1, source: { path: `/evil${HOSTILE}`, sizeBytes: 1 } };
  const at = '2026-11-22T12:00:00.000Z';
  const done = { v: 1, job: JOB, at, event: 'done', ok: false, exitCode: 1, outcome: 'failed', report };
  writeFileSync(join(job, 'events.ndjson'), `${JSON.stringify(done)}\n`);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Moves, colours and modes: what Ink writes, and nothing else does. */
const OWN = /\u001b\[[<>=?]?[0-9;]*[A-Za-z]|\u001b[78=>]|[\r\b]/g;

test.each(['', '--plain'])('names steer nothing on the way through the wizard %s', (plain) => {
  const line = programLine(plain, `LANG=C.UTF-8 LC_ALL=C.UTF-8 XDG_STATE_HOME='${join(folder, 'state')}'`);
  const terminal = openTerminal('100x30', `cd '${folder}'; ${line}; read -r`);
  try {
    terminal.waitFor('What would you like to do');
    if (plain === '') {
      terminal.keys('End', 'Enter');
      terminal.waitFor('evil');
      terminal.keys('Escape');
      terminal.waitFor('What would you like to do');
      terminal.keys('Home', 'Down', 'Enter');
      terminal.waitFor('Which image');
      terminal.waitFor('evil');
    } else {
      terminal.keys('9', 'Enter');
      terminal.waitFor('evil');
      terminal.keys('1', 'Enter');
      terminal.waitFor('NOT DONE');
    }
    const written = terminal.raw().replaceAll(OWN, '').replaceAll('\n', '');
    expect(written).toMatch(/evil/);
    expect(written).not.toMatch(unsafe);
    expect(terminal.fact('#{pane_title}')).not.toMatch(/gone/);
  } finally {
    terminal.stop();
  }
});
