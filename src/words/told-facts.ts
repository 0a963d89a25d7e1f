import type { ListVerdict } from '../engine/contract/events/list-verdict.ts';
import type { JobReport } from '../engine/contract/events/report.ts';
import type { UnreadFacts } from '../engine/contract/failure/damage-reasons.ts';
import type { FailureCode, FailureFacts, FailureReport } from '../engine/contract/failure/failure.ts';
import { besideText } from './beside-text.ts';
import { unreadText } from './checksum-notes.ts';
import { compressionText, damageText, downloadText, encodeText, unpackText, usageText } from './damage.ts';
import { toldForecast } from './forecasts.ts';
import { withHolders } from './holders.ts';
import { inEnglish, t } from './language.ts';
import { reachText } from './reaches.ts';
import { reasonSaid } from './reason-text.ts';
import { reasonText, trustText } from './refusals.ts';
import { changeText, foundText, insteadText, partText, resumeText } from './source-reasons.ts';
import { thingText } from './things.ts';
import { unsupportedSaid } from './unsupported.ts';
import { volumeLimitText, volumeLimitWayOut } from './volume-limits.ts';

type Because<C extends FailureCode> = FailureFacts[C] extends { because?: infer B } ? NonNullable<B> : never;

/** Facts that are sentences, where `because` says which. */
const said: {
  readonly [C in FailureCode]?: (because: Because<C>, facts: FailureFacts[C]) => Partial<FailureFacts[C]>;
} = {
  usage: (because) => ({ problem: usageText(because) }),
  'receipt-invalid': (because) => ({ problem: reasonSaid(t().receiptReasons.receipt, because) }),
  'undo-missing': (because) => ({ why: reasonSaid(t().receiptReasons.undo, because) }),
  'target-system': (because) => ({ reason: reasonText(because) }),
  'target-busy': (because) => ({ holder: reasonText(because) }),
  'target-refused': (because) => ({ reason: reasonText(because) }),
  'source-on-target': (because) => ({ source: reasonText(because) }),
  'never-touch-unreadable': (because) => ({ problem: reasonText(because) }),
  'install-not-safe': (because) => ({ why: trustText(because) }),
  'source-changed': (because) => ({ what: changeText(because) }),
  'source-truncated': (because) => ({
    what: 'cut' in because ? reachText(because.cut) : partText(because),
  }),
  'not-encodable': (because) => ({ problem: encodeText(because) }),
  'source-damaged': (because) => ({ what: damageText(because) }),
  'compression-unsupported': (because) => ({
    what: compressionText(because),
    instead: unpackText(because),
  }),
  'file-system-unsupported': (because) => ({
    what: volumeLimitText(because),
    wayOut: volumeLimitWayOut(because),
  }),
  'source-unsupported': (because, { format }) => unsupportedSaid(because, format),
  'download-failed': (because) => ({ problem: downloadText(because) }),
  'checksum-not-understood': (because) => ({ why: besideText(because) }),
  'source-not-an-image': (because) => ({ found: foundText(because) }),
  'job-not-resumable': (because, { job }) => {
    const instead = insteadText(job, because);
    return { why: resumeText(because), ...(instead !== undefined && { instead }) };
  },
};

/** Facts of a failure with the sentences that its codes stand for; those of an older job hold them already. */
export function saidFacts<C extends FailureCode>({ code, facts }: FailureReport<C>): FailureFacts[C] {
  const say = Object.hasOwn(said, code) ? said[code] : undefined;
  const { because } = facts as { readonly because?: Because<C> };
  const named = withHolders(withThings(withPath(facts)));
  return say === undefined || because === undefined ? named : { ...named, ...say(because, named) };
}

/** Facts that may be codes of what is no name. */
const OF_THINGS: ReadonlySet<string> = new Set([
  'expected',
  'field',
  'found',
  'job',
  'path',
  'problem',
  'said',
  'target',
  'what',
]);

/** Facts with the words for what is no name. */
function withThings<F extends object>(facts: F): F {
  const worded = Object.entries(facts).flatMap(([name, value]) =>
    OF_THINGS.has(name) && typeof value === 'string' ? [[name, thingText(value)] as const] : [],
  );
  return worded.length === 0 ? facts : { ...facts, ...Object.fromEntries(worded) };
}

/** A source whose path nobody knows where it failed. */
function withPath<F extends object>(facts: F & { readonly path?: string }): F {
  return facts.path === '' ? { ...facts, path: t().sourceReasons.nameless } : facts;
}

/** A failure as programs are told of it: its sentences in English. */
export function toldFailure<F extends FailureReport>(failure: F): F {
  return { ...failure, facts: inEnglish(() => insideSaid(saidFacts(failure))) };
}

/** Which file in the image could not be read, and why, stands deeper. */
function insideSaid<F extends object>(facts: F & { readonly inside?: WithProblem }): F {
  return facts.inside?.because ? { ...facts, inside: withProblem(facts.inside) } : facts;
}

interface WithProblem {
  readonly problem?: string;
  readonly because?: UnreadFacts;
}

function withProblem<P extends WithProblem>(told: P): P {
  return told.because ? { ...told, problem: unreadText(told.because) } : told;
}

/** Checksum files in the image, with the sentence for what could not be read. */
function toldVerdict(verdict: ListVerdict): ListVerdict {
  return { ...verdict, firstDiffering: verdict.firstDiffering.map(withProblem) };
}

function toldSource<S extends NonNullable<JobReport['source']>>(source: S): S {
  const { checksumsInside } = source;
  return checksumsInside ? { ...source, checksumsInside: checksumsInside.map(toldVerdict) } : source;
}

/** The same for whatever failed in a report. */
export function toldReport(report: JobReport): JobReport {
  const { failure, targets, forecast, source, edited } = report;
  return {
    ...report,
    ...(source && { source: inEnglish(() => toldSource(source)) }),
    ...(targets && { targets: targets.map(toldFailing) }),
    ...(forecast && { forecast: inEnglish(() => forecast.map(toldForecast)) }),
    ...(edited && { edited: inEnglish(() => toldEdited(edited)) }),
    ...(failure && { failure: toldFailure(failure) }),
  };
}

function toldEdited(edited: NonNullable<JobReport['edited']>): NonNullable<JobReport['edited']> {
  const { sizeBytes, forecast } = edited.before;
  return { ...edited, before: { sizeBytes, forecast: forecast.map(toldForecast) } };
}

function toldFailing<T extends { readonly failure?: FailureReport }>(thing: T): T {
  return thing.failure === undefined ? thing : { ...thing, failure: toldFailure(thing.failure) };
}
