import type { CompressionFacts } from '../engine/contract/failure/compression-reasons.ts';
import type { DamageFacts } from '../engine/contract/failure/damage-reasons.ts';
import type { DownloadFacts } from '../engine/contract/failure/download-reasons.ts';
import type { DeviationFacts, EncodeFacts } from '../engine/contract/failure/encode-reasons.ts';
import type { UsageFacts } from '../engine/contract/failure/usage-reasons.ts';
import { besideText } from './beside-text.ts';
import { t } from './language.ts';
import { reasonSaid } from './reason-text.ts';

/** What is broken in a source, and why a block map is not gone by. */
export function damageText(facts: DamageFacts): string {
  return reasonSaid(t().damage.reasons, facts);
}

/** What is wrong with what was given. */
export function usageText(facts: UsageFacts): string {
  const said = 'beside' in facts ? { ...facts, why: besideText(facts.beside) } : facts;
  return reasonSaid(t().usage.reasons, said);
}

/** Why a structure cannot hold a value. */
export function encodeText(facts: EncodeFacts): string {
  return reasonSaid(t().encoding.cannotHold, facts);
}

/** What is not as the standard says. */
export function deviationText(facts: DeviationFacts): string {
  return reasonSaid(t().encoding.deviations, facts);
}

/** How a source is packed that is not unpacked here. */
export function compressionText(facts: CompressionFacts): string {
  return reasonSaid(t().compression.reasons, facts);
}

/** What to do with such a source. */
export function unpackText(facts: CompressionFacts): string {
  return reasonSaid(t().compression.instead, facts);
}

/** Why a download does not work. */
export function downloadText(facts: DownloadFacts): string {
  const { connections, reasons, connectionFailed } = t().downloads;
  if (facts.reason === 'connection') {
    const { error } = facts;
    return Object.hasOwn(connections, error) ? withError(connections[error], error) : error;
  }
  if (facts.reason !== 'other-connection') return reasonSaid(reasons, facts);
  return withError(facts.said || connectionFailed, facts.error);
}

/** The name of the error helps whoever looks for it. */
function withError(text: string, error: string): string {
  return error === '' || text.includes(error) ? text : `${text} (${error})`;
}
