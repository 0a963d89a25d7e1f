import type { Image } from '../../contract/ports/image.ts';
import type { Beside } from '../checksum/beside.ts';
import type { Check } from '../checksum/check.ts';
import type { CheckedImage } from '../checksum/find-checks.ts';
import { namedHashes } from '../checksum/named-hashes.ts';
import { packedChecks } from '../checksum/packed-checks.ts';
import { fileSignatures, signatureCheck } from '../checksum/signatures.ts';
import { noteCheck, noteSignature } from './note-check.ts';
import type { OpenSourceOptions } from './open-options.ts';

const CHUNK_BYTES = 1 << 20;

/** What a container is held against as it lies there: a checksum beside it is of its own bytes, not of its content. */
export interface ContainerChecks {
  readonly isWanted: boolean;
  readonly isSigned: boolean;
  readonly against: readonly string[];
  /** What the checks of the content must know of them. */
  readonly forImage: Pick<CheckedImage, 'ofFile' | 'named' | 'more' | 'isStrong'>;
  /** Reads the container from its first byte to its last, when somebody wants that. @throws Failure `checksum-wrong`, `signature-bad` */
  settle(file: Image): Promise<void>;
}

/** With where checksums are looked for. */
export interface BesideOptions extends OpenSourceOptions {
  readonly beside: Beside;
}

export async function containerChecks(
  path: string,
  { sizeBytes }: Image,
  options: BesideOptions,
): Promise<ContainerChecks> {
  const { beside } = options;
  const named = await namedHashes(beside.name, true, options.named ?? {});
  const packed = await packedChecks(path, beside, named, options);
  const signed = options.unchecked ? [] : await fileSignatures(beside, beside.name);
  const signatures = signed.map((one) =>
    signatureCheck(path, one, sizeBytes, (said) => noteSignature(said, options)),
  );
  const all: readonly Check[] = [...signatures, ...packed.checks];
  const isWanted = packed.update !== undefined || all.length > 0;
  return {
    isWanted,
    isSigned: signatures.length > 0,
    against: packed.checks.map(({ from }) => from),
    forImage: {
      ofFile: packed.published,
      named: named.filter(({ of }) => of === 'image'),
      more: packed.ofImage,
      isStrong: packed.checks.some(({ isWeak, isOpenToAll }) => !isWeak || isOpenToAll === true),
    },
    async settle(file) {
      if (!isWanted) return;
      for (let atByte = 0; atByte < sizeBytes; atByte += CHUNK_BYTES) {
        options.signal?.throwIfAborted();
        const bytes = new Uint8Array(Math.min(CHUNK_BYTES, sizeBytes - atByte));
        await file.read(atByte, bytes);
        packed.update?.(bytes);
      }
      for (const check of all) await check.settle(file);
      for (const check of all) noteCheck(check, path, options);
    },
  };
}
