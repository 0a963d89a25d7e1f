import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { sha256Of } from './bytes.ts';
import { copyOf, invert, invertUnseen, linkOver } from './changes.ts';
import type { Moment } from './moments.ts';
import { replaceText, type Setting, type Swap, succeed, sumsOf, TARGET_BYTES } from './setting.ts';

const ALL: readonly Moment[] = ['begun', 'opened', 'write', 'writing', 'flush', 'verify', 'finish'];

const sidecar = { thing: 'sidecar' } as const;

function beside(set: Setting, sha256: string): void {
  replaceText(set.stage, `${set.source}.sha256`, sumsOf(basename(set.source), sha256));
}

function receiptOf(set: Setting, image: string, name: string): Promise<unknown> {
  const scratch = copyOf(set.stage, set.backing, set.stage.path(`drive/${name}.img`));
  const receipt = set.stage.path(name);
  const consent = [
    '--file-target',
    '--yes',
    '--expect-size',
    String(TARGET_BYTES),
    '--receipt',
    receipt,
    '--json',
  ];
  return succeed(set.stage, ['write', image, scratch, ...consent]);
}

/** A receipt of the image, with a target that holds another one, which has a receipt as well. */
async function twoReceipts(set: Setting): Promise<void> {
  const other = copyOf(set.stage, set.source, set.stage.path('image/other.iso'));
  invert(set.stage, other);
  await receiptOf(set, set.source, 'first.json');
  await receiptOf(set, other, 'second.json');
  const wrong = readFileSync(set.stage.path('drive/second.json.img'));
  writeFileSync(set.backing, wrong);
  replaceText(set.stage, set.source, readFileSync(set.stage.path('first.json'), 'utf8'));
}

const capsuleIn = ({ jobFolder }: Setting, ending: string): string =>
  join(
    jobFolder,
    readdirSync(jobFolder).find((name) => name.startsWith('undo-') && name.endsWith(ending)) ?? '',
  );

function editJson(path: string, change: (value: Record<string, unknown>) => void): void {
  const value = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  change(value);
  writeFileSync(path, JSON.stringify(value));
}

/** Checksums, receipts, journals and what undo needs. */
export const swapsOfSidecars: readonly Swap[] = [
  {
    ...sidecar,
    job: 'write',
    kind: 'checksum file: that of another image',
    moments: ['asked', ...ALL],
    prepare: (set) => beside(set, set.sha256),
    change: (set) => beside(set, 'ab'.repeat(32)),
  },
  {
    ...sidecar,
    job: 'write',
    kind: 'checksum file and image are both changed, times put back',
    moments: ['asked', ...ALL],
    prepare: (set) => beside(set, set.sha256),
    async change(set) {
      invertUnseen(set.stage, set.source);
      beside(set, (await sha256Of(set.source)) ?? '');
    },
  },
  {
    ...sidecar,
    job: 'write',
    kind: 'receipt: a link stands where it is to be written',
    wantsReceipt: true,
    moments: ['begun', 'opened', 'write', 'flush', 'verify', 'finish'],
    change: ({ stage }) => linkOver(stage, stage.path('receipt.json'), stage.decoy('precious', 'precious')),
  },
  {
    ...sidecar,
    job: 'verify a receipt',
    kind: 'receipt: replaced by that of what is on the target',
    moments: ['begun', 'opened', 'verify'],
    prepare: twoReceipts,
    change: (set) => replaceText(set.stage, set.source, readFileSync(set.stage.path('second.json'), 'utf8')),
  },
  {
    ...sidecar,
    job: 'resume',
    kind: 'journal: says that all but the end is safe, and a piece before that is',
    moments: ['between', 'begun'],
    change(set) {
      const safeToByte = 5 << 20;
      const entry = {
        at: new Date().toISOString(),
        phase: 'write',
        target: basename(set.target),
        safeToByte,
      };
      writeFileSync(join(set.jobFolder, 'journal.ndjson'), `${JSON.stringify(entry)}\n`);
      const now = readFileSync(set.target);
      now.set(set.image.subarray(1 << 20, safeToByte), 1 << 20);
      writeFileSync(set.target, now);
    },
  },
  {
    ...sidecar,
    job: 'resume',
    kind: 'journal: a link to another file stands in its place',
    moments: ['between', 'begun'],
    change: ({ stage, jobFolder }) =>
      linkOver(stage, join(jobFolder, 'journal.ndjson'), stage.decoy('precious', 'precious')),
  },
  {
    ...sidecar,
    job: 'undo',
    source: 'small image',
    kind: 'undo: the bytes that were kept are changed',
    moments: ['between', 'begun', 'opened'],
    change: (set) => invert(set.stage, capsuleIn(set, '.bin')),
  },
  {
    ...sidecar,
    job: 'undo',
    source: 'small image',
    kind: 'undo: the list of what was kept names less',
    moments: ['between', 'begun', 'opened'],
    change: (set) =>
      editJson(listIn(set), (kept) => {
        kept.pieces = (kept.pieces as unknown[]).slice(1);
      }),
  },
  {
    ...sidecar,
    job: 'undo',
    kind: 'undo: the note of what was overwritten says that nothing was',
    moments: ['between', 'begun', 'opened'],
    change: (set) =>
      editJson(capsuleIn(set, '.touched'), (note) => {
        note.fromByte = Number.MAX_SAFE_INTEGER;
        note.toByte = 0;
      }),
  },
];

function listIn(set: Setting): string {
  return capsuleIn(set, '.capsule.json').replace('.capsule.json', '.json');
}
