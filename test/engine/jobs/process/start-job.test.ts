import { mkdtempSync, rmSync, statSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import type { JobEvent } from '../../../../src/engine/contract/events/events.ts';
import { plan } from '../../../../src/engine/contract/plan/plan.ts';
import type { JobHandle } from '../../../../src/engine/contract/ports/jobs.ts';
import { contentIdentity } from '../../../../src/engine/host/trust/file-identity.ts';
import { processJobs } from '../../../../src/engine/jobs/process/start-job.ts';

const SAYS_WHERE_IT_RUNS = `
  console.log(JSON.stringify({ ready: true }));
  console.log(JSON.stringify({ event: 'done', exitCode: 0, cwd: process.cwd() }));
`;

const ECHOES_ITS_ORDER = `
  console.log(JSON.stringify({ ready: true }));
  process.stdin.once('data', (text) => {
    console.log(JSON.stringify({ event: 'done', exitCode: 0, order: JSON.parse(text.toString().split('\\n')[0]) }));
    process.exit();
  });
`;

test('the order says which files the paths of the plan stood for when it was confirmed', async () => {
  const jobs = processJobs({ argv: [process.execPath, '-e', ECHOES_ITS_ORDER], elevate: () => undefined });
  const events: JobEvent[] = [];
  const path = fileURLToPath(import.meta.url);
  const source = { kind: 'image', path } as const;
  const targets = [{ kind: 'file', path: '/no-such' }] as const;
  const job = jobs.start(plan.parse({ v: 1, do: 'write', source, targets }));
  job.onEvent((event) => events.push(event));
  await job.ended;
  const identity = contentIdentity(path, statSync(path, { bigint: true }));
  expect(events).toMatchObject([{ order: { files: { [path]: identity } } }]);
});

/** What a job is ordered to hold its paths against. */
async function orderedFiles(job: JobHandle): Promise<Record<string, string>> {
  const events: JobEvent[] = [];
  job.onEvent((event) => events.push(event));
  await job.ended;
  return (events as unknown as { order: { files: Record<string, string> } }[])[0]!.order.files;
}

test('what the wizard looked at in its dry run is what the job is held to, whatever stands there by then', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'isowright-start-'));
  const [image, disk, other] = ['image', 'disk', 'other'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  for (const path of [image, disk, other]) writeFileSync(path, 'content');
  const jobs = processJobs({ argv: [process.execPath, '-e', ECHOES_ITS_ORDER], elevate: () => undefined });
  const source = { kind: 'image', path: image } as const;
  const targets = [{ kind: 'file', path: disk }] as const;
  const wanted = plan.parse({ v: 1, do: 'write', source, targets });
  try {
    const shown = await orderedFiles(jobs.start(wanted, { dryRun: true }));
    unlinkSync(disk);
    symlinkSync(other, disk);
    expect(await orderedFiles(jobs.start(wanted))).toEqual(shown);
    const now = await orderedFiles(jobs.start(wanted, { dryRun: true }));
    expect(now[disk]).not.toBe(shown[disk]);
    // What was taken before a question goes before everything.
    expect(await orderedFiles(jobs.start(wanted, { files: shown }))).toEqual(shown);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a job keeps the folder it was started in free: a stick can be unmounted while the job runs', async () => {
  const jobs = processJobs({
    argv: [process.execPath, '-e', SAYS_WHERE_IT_RUNS],
    elevate: () => undefined,
  });
  const events: JobEvent[] = [];
  const job = jobs.start(
    plan.parse({ v: 1, do: 'verify', source: { kind: 'image', path: '/no-such' }, targets: [] }),
  );
  job.onEvent((event) => events.push(event));
  expect(await job.ended).toBe(0);
  expect(events).toMatchObject([{ event: 'done', cwd: '/' }]);
});

test('the order says which drives the person protects, and nothing is said to the job before it', async () => {
  const jobs = processJobs({
    argv: [process.execPath, '-e', ECHOES_ITS_ORDER],
    elevate: () => undefined,
    neverTouch: async () => ({ serials: ['WD-1'] }),
  });
  const events: JobEvent[] = [];
  const job = jobs.start(
    plan.parse({ v: 1, do: 'verify', source: { kind: 'image', path: '/no-such' }, targets: [] }),
  );
  job.send({ do: 'stop' });
  job.onEvent((event) => events.push(event));
  await job.ended;
  expect(events).toMatchObject([{ order: { do: 'start', neverTouch: { serials: ['WD-1'] } } }]);
});

test('lines of a job that are no events are passed over, and its end is still heard', async () => {
  const script = `
    for (const line of ['null', '{"ready":true}', 'null', '[1]', '{"event":"tomorrow"}'])
      console.log(line);
    console.log(JSON.stringify({ event: 'done', exitCode: 3 }));
  `;
  const jobs = processJobs({ argv: [process.execPath, '-e', script], elevate: () => undefined });
  const events: JobEvent[] = [];
  const job = jobs.start(plan.parse({ v: 1, do: 'restore', targets: [{ kind: 'file', path: '/no-such' }] }));
  job.onEvent((event) => events.push(event));
  expect(await job.ended).toBe(3);
  expect(events).toMatchObject([{ event: 'done', ok: false, outcome: 'failed', report: { elapsedMs: 0 } }]);
});

test('an elevated job is told of proxies and certificates that its tool takes from the environment, and of no local image', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'isowright-start-'));
  writeFileSync(join(folder, 'ca.pem'), 'a certificate');
  vi.stubEnv('HTTPS_PROXY', 'http://proxy.example:3128');
  vi.stubEnv('SSL_CERT_FILE', join(folder, 'ca.pem'));
  vi.stubEnv('NODE_EXTRA_CA_CERTS', '');
  const elevate = () => ({
    tool: 'none',
    command: process.execPath,
    args: ['-e', ECHOES_ITS_ORDER],
    environment: {},
  });
  const jobs = processJobs({ argv: [process.execPath, 'x'], elevate });
  const orderFor = async (path: string): Promise<unknown> => {
    const events: JobEvent[] = [];
    const targets = [{ kind: 'file', path: '/no-such' }] as const;
    const source = { kind: 'image', path } as const;
    const job = jobs.start(plan.parse({ v: 1, do: 'write', source, targets }), { elevate: true });
    job.onEvent((event) => events.push(event));
    await job.ended;
    return events[0];
  };
  try {
    const proxies = expect.objectContaining({ HTTPS_PROXY: 'http://proxy.example:3128' });
    expect(await orderFor('https://images.example/a.iso')).toMatchObject({
      order: { network: { proxies, certificates: ['a certificate'] } },
    });
    expect(await orderFor('/a.iso')).not.toHaveProperty('order.network');
  } finally {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  }
});
