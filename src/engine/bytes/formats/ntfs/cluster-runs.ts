import { present } from '../../../contract/failure/present.ts';

/** Clusters of a file that follow each other on the medium; without a place they are a hole. */
export interface ClusterRun {
  readonly cluster: number | undefined;
  readonly clusters: number;
}

/** No number of clusters needs more. */
const MOST_NUMBER_BYTES = 6;

/**
 * Mapping pairs: a length, and how far its place is from that of the run before. linux-ntfs documentation, "Data Runs".
 *
 * @param clusters of the volume
 * @returns undefined for runs of nothing, and for those that leave the volume
 */
export function clusterRuns(pairs: Uint8Array, clusters: number): ClusterRun[] | undefined {
  const runs: ClusterRun[] = [];
  let cluster = 0;
  for (let at = 0; at < pairs.length && pairs[at] !== 0; ) {
    const head = present(pairs[at]);
    const lengthBytes = head & 0x0f;
    const placeBytes = head >> 4;
    const placeAt = at + 1 + lengthBytes;
    const isSound = lengthBytes >= 1 && lengthBytes <= MOST_NUMBER_BYTES && placeBytes <= MOST_NUMBER_BYTES;
    if (!isSound || placeAt + placeBytes > pairs.length) return undefined;
    const length = unsigned(pairs, at + 1, lengthBytes);
    cluster += signed(pairs, placeAt, placeBytes);
    const isHole = placeBytes === 0;
    if (length === 0 || (!isHole && (cluster < 0 || cluster + length > clusters))) return undefined;
    runs.push({ cluster: isHole ? undefined : cluster, clusters: length });
    at = placeAt + placeBytes;
  }
  return runs;
}

function unsigned(bytes: Uint8Array, at: number, lengthBytes: number): number {
  let value = 0;
  for (let i = lengthBytes - 1; i >= 0; i--) value = value * 256 + present(bytes[at + i]);
  return value;
}

function signed(bytes: Uint8Array, at: number, lengthBytes: number): number {
  if (lengthBytes === 0) return 0;
  const value = unsigned(bytes, at, lengthBytes);
  return present(bytes[at + lengthBytes - 1]) < 0x80 ? value : value - 2 ** (8 * lengthBytes);
}
