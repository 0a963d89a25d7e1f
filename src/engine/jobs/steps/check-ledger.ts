import type { JobFact } from '../../contract/events/events.ts';
import type { CheckedReport } from '../../contract/events/report.ts';
import type { SignatureReport } from '../../contract/events/signature.ts';
import type { LeftBeside } from '../../contract/failure/beside-reasons.ts';
import { type Failure, isFailure } from '../../contract/failure/failure.ts';

/** What a job says of checksums on its way, put together for its report: one place, so that no kind of job can leave it out. */
export class CheckLedger {
  readonly #held: string[] = [];
  readonly #weak = new Map<string, NonNullable<CheckedReport['weak']>>();
  readonly #leftAlone: LeftBeside[] = [];
  readonly #signatures: SignatureReport[] = [];

  take(fact: JobFact): void {
    if (fact.event !== 'note') return;
    const { code, path = '', facts = {} } = fact;
    if (code === 'checksum-file-matches' && !this.#held.includes(path)) this.#held.push(path);
    if (facts.signature) this.#signatures.push(facts.signature);
    if (code === 'checksum-weak' && facts.weak) this.#weak.set(path, facts.weak);
    if (code === 'checksum-file-left-alone' && facts.leftBeside && isFailureToCheck(facts.leftBeside))
      this.#leftAlone.push({ from: path, why: facts.leftBeside });
  }

  /** Signatures that were looked at, and the bad one that ended the job. */
  signatures(failure: Failure | undefined): readonly SignatureReport[] {
    if (!isFailure(failure, 'signature-bad')) return this.#signatures;
    const { file, of, key, signer } = failure.facts;
    return [...this.#signatures, { file, of, key, signer, state: 'bad' }];
  }

  /** Null when there was nothing to check against. `failure`: how the job ended. */
  report(failure: Failure | undefined): CheckedReport | null {
    const leftAlone = this.#leftAlone.length > 0 ? { leftAlone: this.#leftAlone } : {};
    const wrong = failure && wrongOf(failure);
    if (wrong) return { ...wrong, ok: false, ...leftAlone };
    const strong = this.#held.filter((path) => !this.#weak.has(path));
    const [against, ...also] = [...strong, ...this.#held.filter((path) => this.#weak.has(path))];
    if (against === undefined) {
      const [first] = this.#leftAlone;
      return first ? { against: first.from, ok: false, ...leftAlone } : null;
    }
    const weak = this.#weak.get(against);
    return { against, ok: true, ...(weak && { weak }), ...(also.length > 0 && { also }), ...leftAlone };
  }
}

/** A list that is sound and about other files is nothing that was meant for this image. */
export function isFailureToCheck({ reason }: LeftBeside['why']): boolean {
  return reason !== 'names-others';
}

/** What an image says of itself. */
const INSIDE: readonly string[] = ['implanted-md5', 'implanted-md5-behind', 'sector-code'];

/** What a source was found not to be as. */
function wrongOf(failure: Failure): Pick<CheckedReport, 'against' | 'also'> | undefined {
  if (isFailure(failure, 'checksum-wrong')) return { against: failure.facts.checksumFile };
  if (isFailure(failure, 'checksum-not-understood')) return { against: failure.facts.checksumFile };
  if (isFailure(failure, 'checksums-contradict')) {
    const { first, second } = failure.facts;
    return { against: first, ...(second !== first && { also: [second] }) };
  }
  if (!isFailure(failure, 'source-damaged')) return undefined;
  const { because, path } = failure.facts;
  if (because && 'map' in because) return { against: because.map };
  return because && INSIDE.includes(because.reason) ? { against: path } : undefined;
}
