import { le16, le32 } from '../../codec/little.ts';
import { CONTEXT_0, type DerValue, derValues, INTEGER, OBJECT_ID, SEQUENCE, SET } from './der.ts';

/** Who signed a program, by names in its signatures; nothing is checked against a key. */
export interface Signer {
  /** Common name of the certificate that signed. */
  readonly name: string;
  /** Of those that vouch for it, as far as they are named: the first is its issuer. */
  readonly issuers: readonly string[];
}

/** WIN_CERT_TYPE_PKCS_SIGNED_DATA. UEFI 2.10 §32.2.4. */
const PKCS_SIGNED_DATA = 2;
const MOST_SIGNATURES = 8;
const MOST_ISSUERS = 4;

/** Signers in the certificate table of a program, in order. UEFI 2.10 §32.2.4; PE/COFF §5.7. */
export function signersIn(table: Uint8Array): Signer[] {
  const found: Signer[] = [];
  for (let at = 0, count = 0; at + 8 <= table.length && count < MOST_SIGNATURES; count++) {
    const length = le32(table, at);
    if (length < 8 || at + length > table.length) break;
    if (le16(table, at + 6) === PKCS_SIGNED_DATA)
      found.push(...signersOf(table.subarray(at + 8, at + length)));
    at += Math.ceil(length / 8) * 8;
  }
  return found;
}

interface Certificate {
  readonly serial: string;
  readonly subject: string;
  readonly issuer: string;
}

/** ContentInfo → SignedData. RFC 2315 §7, §9.1. */
function signersOf(der: Uint8Array): Signer[] {
  const [contentInfo] = derValues(der);
  const wrapped = contentInfo && derValues(contentInfo.content).find(({ tag }) => tag === CONTEXT_0);
  const [signedData] = wrapped ? derValues(wrapped.content) : [];
  const parts = signedData ? derValues(signedData.content) : [];
  const certificates = parts
    .filter(({ tag }) => tag === CONTEXT_0)
    .flatMap(({ content }) => derValues(content))
    .flatMap((value) => certificateOf(value.whole) ?? []);
  const infos = parts.findLast(({ tag }) => tag === SET);
  return (infos ? derValues(infos.content) : []).flatMap((info) => signerOf(info, certificates) ?? []);
}

/** SignerInfo: version, then issuer and serial number. RFC 2315 §9.2. */
function signerOf(info: DerValue, certificates: readonly Certificate[]): Signer | undefined {
  const [, issuerAndSerial] = derValues(info.content);
  const [issuer, serial] = issuerAndSerial ? derValues(issuerAndSerial.content) : [];
  if (!issuer || !serial) return undefined;
  const own = certificates.find((one) => one.serial === hex(serial.content));
  const first = commonName(issuer);
  return { name: own?.subject ?? '', issuers: chainFrom(own?.issuer ?? first, certificates) };
}

function chainFrom(issuer: string, certificates: readonly Certificate[]): string[] {
  const chain = [issuer];
  for (let at = issuer; chain.length < MOST_ISSUERS; ) {
    const next = certificates.find(({ subject }) => subject === at)?.issuer;
    if (next === undefined || chain.includes(next)) break;
    chain.push(next);
    at = next;
  }
  return chain;
}

/** Certificate → TBSCertificate. RFC 5280 §4.1. */
export function certificateOf(der: Uint8Array): Certificate | undefined {
  const [certificate] = derValues(der);
  const [body] = certificate?.tag === SEQUENCE ? derValues(certificate.content) : [];
  if (!body) return undefined;
  const [serial, , issuer, , subject] = derValues(body.content).filter(({ tag }) => tag !== CONTEXT_0);
  if (serial?.tag !== INTEGER || !issuer || !subject) return undefined;
  return { serial: hex(serial.content), issuer: commonName(issuer), subject: commonName(subject) };
}

/** id-at-commonName, 2.5.4.3. RFC 5280 §A.1. */
const COMMON_NAME = '550403';

function commonName(name: DerValue): string {
  for (const set of derValues(name.content))
    for (const pair of derValues(set.content)) {
      const [id, text] = derValues(pair.content);
      if (id?.tag === OBJECT_ID && hex(id.content) === COMMON_NAME && text)
        return Buffer.from(text.content).toString('utf8');
    }
  return '';
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
