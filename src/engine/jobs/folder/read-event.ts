import * as z from 'zod';
import type { JobEvent } from '../../contract/events/events.ts';
import { planKinds } from '../../contract/plan/natures.ts';
import { isRecord } from '../../contract/plan/record.ts';
import { readReport } from './read-report.ts';

/** The version of events this program knows. */
export const EVENTS_VERSION = 1;

const amount = () => z.number().nonnegative();
const phase = () => z.enum(['plan', 'test', 'read', 'write', 'flush', 'verify', 'finish', 'stopping']);
const known = () => z.object({ do: z.enum(planKinds), targets: z.array(z.looseObject({})).optional() });

/** What each kind of event must have to be understood; more than that is left alone. */
const makeSchemas = () =>
  ({
    plan: z.object({ plan: known() }),
    phase: z.object({ phase: phase(), totalBytes: amount().optional() }),
    progress: z.object({
      phase: phase(),
      doneBytes: amount(),
      target: z.string().optional(),
      readBytes: amount().optional(),
      writtenBytes: amount().optional(),
      onMediaBytes: amount().optional(),
      safeToByte: amount().optional(),
      verifiedBytes: amount().optional(),
      retriedReads: amount().optional(),
      waitedMs: z.object({ source: amount(), hash: amount(), target: amount() }).optional(),
    }),
    note: z.object({
      code: z.string(),
      target: z.string().optional(),
      path: z.string().optional(),
      text: z.string().optional(),
      facts: z
        .looseObject({
          mountedAt: z.array(z.string()).optional(),
          room: z.object({ path: z.string(), needBytes: amount(), freeBytes: amount() }).optional(),
          rest: z.object({ keptBytes: amount(), wholeBytes: amount() }).optional(),
        })
        .optional(),
    }),
    bad: z.object({
      atByte: amount(),
      lengthBytes: amount(),
      sectorBytes: z.int().positive().optional(),
      target: z.string().optional(),
    }),
    done: z.object({ ok: z.boolean().optional(), exitCode: z.int().min(0).max(255).optional() }),
  }) satisfies Record<JobEvent['event'], z.ZodType>;

/** Made when the first event is read: most commands read none. */
let made: ReturnType<typeof makeSchemas> | undefined;

function schemasOfEvents(): ReturnType<typeof makeSchemas> {
  made ??= makeSchemas();
  return made;
}

const outcome = z.enum(['done', 'done-unverified', 'stopped', 'differs', 'failed']);

/**
 * A line of a job's events as this program understands it, from its folder, its socket or its output; undefined for what
 * is no event, or one that only another version knows. Of a report, parts that are not understood are left out.
 */
export function readEvent(message: unknown): JobEvent | undefined {
  if (!isOfThisVersion(message) || !isEventName(message.event)) return undefined;
  if (!schemasOfEvents()[message.event].safeParse(message).success) return undefined;
  const event = message.event === 'done' ? readDone(message) : message;
  return event as unknown as JobEvent;
}

/** A line that says it is of a version this program does not know. */
export function isOfOtherVersion(message: unknown): boolean {
  return isRecord(message) && message.v !== undefined && message.v !== EVENTS_VERSION;
}

function isOfThisVersion(message: unknown): message is Record<string, unknown> {
  return isRecord(message) && !isOfOtherVersion(message);
}

function isEventName(name: unknown): name is JobEvent['event'] {
  return typeof name === 'string' && Object.hasOwn(schemasOfEvents(), name);
}

function readDone(message: Record<string, unknown>): Record<string, unknown> {
  const report = readReport(message.report);
  const ok = message.ok ?? (message.exitCode === 0 && report.failure === undefined);
  const said = outcome.safeParse(message.outcome);
  return {
    ...message,
    ok,
    exitCode: message.exitCode ?? (ok ? 0 : 1),
    outcome: said.success ? said.data : ok ? 'done' : 'failed',
    report,
  };
}
