import { createHash } from 'node:crypto';
import * as z from 'zod';
import { receiptInvalid } from '../../contract/failure/refused.ts';
import { canonicalJson } from './canonical.ts';
import { rootOf } from './tree-hash.ts';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const bytes = z.number().int().nonnegative();

/** One drive or file that got the image. */
const receiptTarget = z.strictObject({
  /** Short name: `sdb`. */
  target: z.string(),
  path: z.string(),
  model: z.string().optional(),
  serial: z.string().optional(),
  sizeBytes: bytes.optional(),
  ok: z.boolean(),
  state: z.string(),
  verifiedBytes: bytes,
  /** Of the bytes that were read back from it. */
  sha256: hash.optional(),
});

/**
 * What a job leaves behind as a proof: what was written, where, when, by what, and the hashes to check it by years later
 * without the image. The last field seals the others: a receipt that was changed is noticed.
 */
export const receiptSchema = z.strictObject({
  kind: z.literal('isowright-receipt'),
  v: z.literal(1),
  job: z.string(),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime(),
  program: z.strictObject({ isowright: z.string(), node: z.string(), system: z.string() }),
  /** As it was carried out. Kept for the reader; newer programs may not understand it. */
  plan: z.record(z.string(), z.unknown()),
  source: z.strictObject({ path: z.string(), sizeBytes: bytes, sha256: hash }),
  targets: z.array(receiptTarget),
  tree: z.strictObject({
    algorithm: z.literal('sha256'),
    pieceBytes: z
      .number()
      .int()
      .min(4096)
      .max(64 << 20)
      .multipleOf(4096),
    sizeBytes: bytes,
    root: hash,
    pieces: z.array(hash),
  }),
  /** Of everything above as canonical JSON. */
  sha256: hash,
});

export type Receipt = z.infer<typeof receiptSchema>;
export type ReceiptTarget = z.infer<typeof receiptTarget>;

/** Adds the seal. */
export function sealed(content: Omit<Receipt, 'sha256'>): Receipt {
  return { ...content, sha256: sealOf(content) ?? '' };
}

/** A receipt from a file's text. @throws Failure `receipt-invalid` when it is none, was changed, or contradicts itself */
export function parseReceipt(text: string, path: string): Receipt {
  const parsed = receiptSchema.safeParse(parseJson(text));
  if (!parsed.success) throw receiptInvalid(path, { reason: 'no-receipt', field: firstField(parsed.error) });
  const { sha256, ...content } = parsed.data;
  const reason = sealOf(content) !== sha256 ? 'seal-broken' : contradiction(parsed.data);
  if (reason) throw receiptInvalid(path, { reason });
  return parsed.data;
}

/** Undefined for what is nested so deep that nobody made it as a receipt. */
function sealOf(content: Omit<Receipt, 'sha256'>): string | undefined {
  try {
    return createHash('sha256').update(canonicalJson(content)).digest('hex');
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

type Contradiction = 'no-bytes' | 'pieces-missing' | 'root-hash-differs' | 'sizes-differ' | 'hashes-differ';

function contradiction({ tree, source }: Receipt): Contradiction | undefined {
  if (tree.sizeBytes === 0) return 'no-bytes';
  if (tree.pieces.length !== Math.ceil(tree.sizeBytes / tree.pieceBytes)) return 'pieces-missing';
  if (tree.root !== rootOf(tree)) return 'root-hash-differs';
  if (tree.sizeBytes !== source.sizeBytes) return 'sizes-differ';
  const isOne = tree.pieces.length === 1;
  return isOne && tree.pieces[0] !== source.sha256 ? 'hashes-differ' : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Empty for the whole of it. */
function firstField({ issues: [issue] }: z.ZodError): string {
  return issue?.path.join('.') ?? '';
}
