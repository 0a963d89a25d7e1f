import { declared, demandBytes, viewOf } from './reply.ts';

export interface Feature {
  readonly code: number;
  readonly isCurrent: boolean;
  readonly data: Uint8Array;
}

export interface Configuration {
  /** 0: no disc. */
  readonly profile: number;
  readonly features: readonly Feature[];
}

const HEADER_BYTES = 8;
const DESCRIPTOR_BYTES = 4;

/** Reply of GET CONFIGURATION. MMC-6 §6.5.2. @throws DecodeError for a reply that is cut off */
export function decodeConfiguration(bytes: Uint8Array): Configuration {
  demandBytes(bytes, HEADER_BYTES, 'configuration', 'MMC-6 §6.5.2.1');
  const view = viewOf(bytes);
  // The length does not count itself.
  const reply = declared(bytes, view.getUint32(0) + 4);
  const features: Feature[] = [];
  let at = HEADER_BYTES;
  while (at + DESCRIPTOR_BYTES <= reply.length) {
    const end = at + DESCRIPTOR_BYTES + view.getUint8(at + 3);
    demandBytes(reply, end, 'feature', 'MMC-6 §5.2.2');
    const data = reply.slice(at + DESCRIPTOR_BYTES, end);
    features.push({ code: view.getUint16(at), isCurrent: (view.getUint8(at + 2) & 1) === 1, data });
    at = end;
  }
  return { profile: view.getUint16(6), features };
}

/** Features that tell what can be done with a disc. MMC-6 §5.3. */
export const FEATURE_CD_TRACK_AT_ONCE = 0x2d;
export const FEATURE_CD_MASTERING = 0x2e;
export const FEATURE_DVD_WRITE = 0x2f;

export function currentFeature({ features }: Configuration, code: number): Feature | undefined {
  return features.find((feature) => feature.code === code && feature.isCurrent);
}

const TEST_WRITE = 0x04;

/** The drive burns such a disc without its laser, for a rehearsal. MMC-6 §5.3.24, §5.3.25, §5.3.26: bit 2 of the first byte each. */
export function hasTestWrite(configuration: Configuration): boolean {
  return [FEATURE_CD_TRACK_AT_ONCE, FEATURE_CD_MASTERING, FEATURE_DVD_WRITE].some(
    (code) => ((currentFeature(configuration, code)?.data[0] ?? 0) & TEST_WRITE) !== 0,
  );
}
