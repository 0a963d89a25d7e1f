import type { SecureBootFacts, SignedKernel, SignedProgram } from '../engine/contract/events/secure-boot.ts';
import { cleanText } from './clean.ts';
import { t } from './language.ts';

/** Whether Secure Boot lets it start, and who signed what, a line each. */
export function secureBootLines(facts: SecureBootFacts): string[] {
  const { title } = t().secureBoot;
  const { boots } = t().boot;
  const answer = boots[facts.boots === 'unknown' ? 'unknown' : facts.boots ? 'yes' : 'no'];
  return [
    `${title}  ${answer}  ${secureBootWhy(facts)}`,
    ...facts.loaders.map(loaderLine),
    ...(facts.kernels ?? []).map(kernelLine),
  ];
}

export function secureBootWhy({ because, revocationsOf }: SecureBootFacts): string {
  return t().secureBoot.because[because](revocationsOf);
}

function kernelLine({ path, signers: [signer] }: SignedKernel): string {
  const say = t().secureBoot;
  return cleanText(`  ${signer === undefined ? say.kernelUnsigned(path) : say.loader(path, signer)}`);
}

function loaderLine({ path, signers, issuers, sbat }: SignedProgram): string {
  const say = t().secureBoot;
  const levels = sbat
    .filter(({ component }) => component !== 'sbat')
    .map(({ component, generation }) => `${component} ${generation}`);
  const [signer] = signers;
  const [issuer = '?'] = issuers;
  const signed = signer === undefined ? say.unsigned(path) : say.loader(path, say.issuedBy(signer, issuer));
  return cleanText(`  ${[signed, ...(levels.length > 0 ? [`SBAT ${levels.join(', ')}`] : [])].join('; ')}`);
}
