import * as z from 'zod';
import type { JobReport } from '../../contract/events/report.ts';
import { isKeyOf, isRecord } from '../../contract/plan/record.ts';

const amount = () => z.number().nonnegative();
const range = () => z.object({ atByte: amount(), lengthBytes: amount(), file: z.string().optional() });
const failure = () =>
  z.object({
    code: z.string(),
    facts: z.looseObject({}),
    targets: z.record(z.string(), z.string()).optional(),
  });

const target = () =>
  z.object({
    target: z.string(),
    path: z.string(),
    ok: z.boolean(),
    state: z.enum(['untouched', 'unfinished', 'written', 'removed', 'appendable', 'spoiled', 'proved']),
    writtenBytes: amount(),
    skippedBytes: amount(),
    onMediaBytes: amount(),
    verifiedBytes: amount(),
    mismatches: z.array(range()),
    repaired: z.array(range()).optional(),
    mappedBytes: amount().optional(),
    sha256: z.string().optional(),
    serial: z.string().optional(),
    failure: failure().optional(),
  });

/** What a report of another version may not say of a target. */
const unsaid = {
  target: '',
  path: '',
  ok: false,
  writtenBytes: 0,
  skippedBytes: 0,
  onMediaBytes: 0,
  verifiedBytes: 0,
  mismatches: [],
};

const source = () =>
  z.object({
    path: z.string(),
    sizeBytes: amount(),
    wholeBytes: amount().optional(),
    mountedAt: z.array(z.string()).optional(),
    littleRoom: z.array(z.object({ path: z.string(), needBytes: amount(), freeBytes: amount() })).optional(),
    sha256: z.string().optional(),
    container: z.string().optional(),
    packedBytes: amount().optional(),
    checkedAgainst: z.array(z.string()).optional(),
    checksumsInside: z.array(z.looseObject({ checksumFile: z.string() })).optional(),
    receipt: z
      .object({ imagePath: z.string(), endedAt: z.string(), targets: z.array(z.looseObject({})) })
      .optional(),
  });

const partition = () =>
  z.object({ number: amount(), atByte: amount(), lengthBytes: amount(), whole: z.boolean() });

/** The parts of a report that are shown, and what of them is relied on. */
const makeParts = (): { readonly [P in keyof JobReport]?: z.ZodType } => ({
  elapsedMs: amount(),
  source: source(),
  image: z.object({ path: z.string(), sizeBytes: amount(), sha256: z.string(), label: z.string() }),
  checked: z.union([z.null(), z.looseObject({ against: z.string(), ok: z.boolean() })]),
  signatures: z.array(z.looseObject({ file: z.string(), of: z.string(), state: z.string() })),
  losses: z.array(z.object({ path: z.string(), reason: z.string(), where: z.string() })),
  apart: z.array(z.object({ path: z.string(), reason: z.string() })),
  excludedEntries: amount(),
  samples: z.array(z.object({ target: z.string(), places: amount(), differing: amount() })),
  boot: z.looseObject({ profile: z.string(), notes: z.array(z.looseObject({})) }),
  forecast: z.array(
    z.object({
      firmware: z.string(),
      medium: z.enum(['cd', 'usb']),
      boots: z.union([z.boolean(), z.literal('unknown')]),
    }),
  ),
  discs: z.array(
    z.object({
      target: z.string(),
      path: z.string(),
      disc: z.looseObject({ kind: z.string(), state: z.string(), freeBlocks: amount() }),
      steps: z.array(z.looseObject({ step: z.string() })),
      goesOn: z.boolean(),
    }),
  ),
  targets: z.array(target()),
  identical: z.boolean(),
  undone: z.array(
    z.object({
      target: z.string(),
      path: z.string(),
      state: z.enum(['whole', 'partly', 'nothing-to-do']),
      restoredBytes: amount(),
      lost: z.object({ atByte: amount(), lengthBytes: amount(), exact: z.boolean() }).optional(),
      partitions: z.array(partition()),
    }),
  ),
  restored: z.array(z.object({ target: z.string(), fileSystem: z.string(), sizeBytes: amount() })),
  failure: failure(),
});

/** Made when the first report is read: most commands read none. */
let parts: ReturnType<typeof makeParts> | undefined;

/** A report without the parts that this version does not understand; what it does not know of is left as it is. */
export function readReport(report: unknown): JobReport {
  const given: Record<string, unknown> = { elapsedMs: 0, ...(isRecord(report) && report) };
  const { targets } = given;
  const whole = Array.isArray(targets) ? { ...given, targets: targets.map(withUnsaid) } : given;
  const understood = Object.entries(whole).filter(([name, value]) => isUnderstood(name, value));
  return { elapsedMs: 0, ...Object.fromEntries(understood) };
}

function isUnderstood(name: string, value: unknown): boolean {
  parts ??= makeParts();
  const schema = isKeyOf(parts, name) ? parts[name] : undefined;
  return schema === undefined || schema.safeParse(value).success;
}

function withUnsaid(one: unknown): unknown {
  if (!isRecord(one)) return one;
  const missing = Object.entries(unsaid).filter(([name]) => !(name in one));
  return { ...one, ...Object.fromEntries(missing) };
}
