import type { DoneFact } from '../../src/engine/contract/events/events.ts';
import type { Plan } from '../../src/engine/contract/plan/plan.ts';
import type { KnownJob } from '../../src/screens/ports.ts';

const write = (name: string, drive: string): Plan => ({
  v: 1,
  do: 'write',
  source: { kind: 'image', path: `/home/ann/isos/${name}` },
  targets: [
    { kind: 'drive', path: `/dev/${drive}`, expect: { serial: '0419A5B17C21', sizeBytes: 30_752_636_928 } },
  ],
  verify: true,
});

const ended = (outcome: DoneFact['outcome'], exitCode: number): DoneFact => ({
  event: 'done',
  ok: exitCode === 0,
  exitCode,
  outcome,
  report: {
    elapsedMs: 61_000,
    source: { path: '/home/ann/isos/debian-12.9-amd64-netinst.iso', sizeBytes: 661_651_456 },
  },
});

/** One job of each kind of state. */
export const knownJobs: readonly KnownJob[] = [
  {
    id: '20261122-114502-k3f9',
    plan: write('debian-12.9-amd64-netinst.iso', 'sdc'),
    state: 'running',
    resumable: false,
  },
  { id: '20261122-101112-ab12', plan: write('memtest86+.img', 'sdb'), state: 'interrupted', resumable: true },
  {
    id: '20261121-090000-zz01',
    plan: write('debian-12.9-amd64-netinst.iso', 'sdb'),
    state: 'over',
    resumable: false,
    done: ended('done', 0),
  },
  {
    id: '20261120-174500-q7w8',
    plan: {
      v: 1,
      do: 'make',
      source: {
        kind: 'folder',
        path: '/home/ann/isos/tools-1.4.2',
        author: { joliet: true, rockRidge: true, followLinks: false, exclude: [], strict: false },
      },
      output: { path: '/home/ann/tools.iso', replace: false },
      verify: true,
    },
    state: 'over',
    resumable: true,
    done: ended('failed', 1),
  },
];
