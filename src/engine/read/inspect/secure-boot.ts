import { le32 } from '../../bytes/codec/little.ts';
import { REVOCATIONS, revokedIn, sbatIn } from '../../bytes/formats/efi/sbat.ts';
import { type FilePlace, programPlaces } from '../../bytes/formats/efi/sections.ts';
import { certificateOf, signersIn } from '../../bytes/formats/efi/signers.ts';
import { type FatEntry, type FatVolume, readFat } from '../../bytes/formats/fat/read.ts';
import { type ReadAt, within } from '../../bytes/ranges/bytes-of.ts';
import type { SecureBootFacts, SecureBootReason, SignedProgram } from '../../contract/events/secure-boot.ts';
import { HEAD_BYTES } from './efi-at.ts';

/** Keys that firmware of PCs is delivered with. */
const KNOWN_ISSUERS = [
  'Microsoft Corporation UEFI CA 2011',
  'Microsoft UEFI CA 2023',
  'Microsoft Windows Production PCA 2011',
  'Windows UEFI CA 2023',
];
const FOLDER = '/EFI/BOOT';
const LARGEST_PART_BYTES = 1 << 18;

/** What a program says, with the certificate that it trusts further, when it is a shim. */
interface Program extends SignedProgram {
  readonly trusts?: string | undefined;
}

/**
 * What Secure Boot makes of the first of these volumes that holds a loader for 64-bit PCs, and of what a shim in it starts; nothing
 * where there is none.
 *
 * @param startBytes where volumes begin
 */
export async function secureBootFacts(
  bytes: ReadAt,
  startBytes: readonly number[],
): Promise<SecureBootFacts | undefined> {
  for (const atByte of new Set(startBytes)) {
    const volume = within(bytes, atByte);
    const fat = await readFat(volume);
    const files = (await fat?.list(FOLDER)) ?? [];
    const file = fileNamed(files, 'bootx64.efi');
    if (!fat || !file) continue;
    const first = await programAt(volume, fat, file);
    if (!first) return facts('unknown', 'not-understood', []);
    const next = fileNamed(files, 'grubx64.efi');
    return judged(first, next && (await programAt(volume, fat, next)));
  }
  return undefined;
}

function judged(first: Program, next: Program | undefined): SecureBootFacts {
  const isShim = first.trusts !== undefined || first.sbat.some(({ component }) => component === 'shim');
  const loaders = isShim && next ? [first, next] : [first];
  if (first.signers.length === 0) return facts(false, 'not-signed', loaders);
  if (!first.issuers.some((name) => KNOWN_ISSUERS.includes(name)))
    return facts(false, 'other-signer', loaders);
  const problem = isShim ? problemNext(first, next) : undefined;
  if (problem) return facts(problem === 'next-missing' ? 'unknown' : false, problem, loaders);
  // Whether a computer has the newest list is not written in the image.
  return loaders.some(({ sbat }) => revokedIn(sbat))
    ? facts('unknown', 'revoked', loaders)
    : facts(true, 'signed', loaders);
}

function problemNext({ trusts }: Program, next: Program | undefined): SecureBootReason | undefined {
  if (!next) return 'next-missing';
  if (next.signers.length === 0) return 'next-not-signed';
  const names = [...next.signers, ...next.issuers];
  return trusts === undefined || names.includes(trusts) || names.some((name) => KNOWN_ISSUERS.includes(name))
    ? undefined
    : 'next-other-signer';
}

function facts(
  boots: SecureBootFacts['boots'],
  because: SecureBootReason,
  loaders: readonly Program[],
): SecureBootFacts {
  const shown = loaders.map(({ trusts: _, ...loader }) => loader);
  return { boots, because, loaders: shown, revocationsOf: REVOCATIONS.date };
}

async function programAt(volume: ReadAt, fat: FatVolume, file: FatEntry): Promise<Program | undefined> {
  const part = ({ atByte, lengthBytes }: FilePlace) =>
    partOf(volume, fat, file, atByte, Math.min(lengthBytes, LARGEST_PART_BYTES));
  const places = programPlaces(await part({ atByte: 0, lengthBytes: HEAD_BYTES }));
  if (!places) return undefined;
  const { sections, certificates } = places;
  const table = certificates ? await part(certificates) : new Uint8Array();
  // Only the beginning of the image is seen: nobody knows who signed it.
  if (certificates && table.length < certificates.lengthBytes) return undefined;
  const signers = signersIn(table);
  const [sbat, vendor] = [sections.get('.sbat'), sections.get('.vendor_cert')];
  return {
    path: `${FOLDER.slice(1)}/${file.name.toUpperCase()}`,
    signers: signers.map(({ name }) => name),
    issuers: signers.flatMap(({ issuers }) => issuers),
    sbat: sbat ? sbatIn(await part(sbat)) : [],
    trusts: vendor && vendorName(await part(vendor)),
  };
}

/** shim's table: how long the certificate and its own revocations are, and where they lie in it. rhboot/shim, cert.S. */
function vendorName(table: Uint8Array): string | undefined {
  if (table.length < 16) return undefined;
  const [length, at] = [le32(table, 0), le32(table, 8)];
  return certificateOf(table.subarray(at, at + length))?.subject;
}

const fileNamed = (files: readonly FatEntry[], name: string): FatEntry | undefined =>
  files.find((file) => !file.isFolder && file.sizeBytes > 0 && file.name.toLowerCase() === name);

/** Bytes of a file, run by run. */
async function partOf(
  volume: ReadAt,
  fat: FatVolume,
  file: FatEntry,
  atByte: number,
  lengthBytes: number,
): Promise<Uint8Array> {
  const end = Math.min(file.sizeBytes, atByte + lengthBytes);
  const parts: Uint8Array[] = [];
  let runFrom = 0;
  for (const run of fat.runs(file)) {
    const [from, to] = [Math.max(atByte, runFrom), Math.min(end, runFrom + run.lengthBytes)];
    if (from < to) parts.push(await volume(run.atByte + from - runFrom, to - from));
    runFrom += run.lengthBytes;
  }
  return new Uint8Array(Buffer.concat(parts));
}
