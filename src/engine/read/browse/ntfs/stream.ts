import {
  ATTRIBUTE_COMPRESSION,
  type NonResidentAttribute,
  type NtfsAttribute,
} from '../../../bytes/formats/ntfs/attribute.ts';
import { type ClusterRun, clusterRuns } from '../../../bytes/formats/ntfs/cluster-runs.ts';
import { present } from '../../../contract/failure/present.ts';
import type { ByteRange } from '../../../contract/ports/byte-range.ts';
import { StoredContent } from '../content.ts';
import { MemoryContent } from '../memory-content.ts';
import type { Content, ContentRun } from '../volume.ts';
import { CompressedContent } from './compressed-content.ts';
import type { NtfsMedium } from './medium.ts';

/** The parts of the attribute of this type and name, in the order of their clusters. */
export function partsOf(attributes: readonly NtfsAttribute[], type: number, name = ''): NtfsAttribute[] {
  const first = (part: NtfsAttribute): number => (part.value ? 0 : part.firstCluster);
  return attributes
    .filter((attribute) => attribute.type === type && attribute.name === name)
    .sort((a, b) => first(a) - first(b));
}

/** How many bytes an attribute has. @throws Failure `source-damaged` when its beginning is missing */
export function sizeOfStream(medium: NtfsMedium, [first]: readonly NtfsAttribute[]): number {
  if (first?.value) return first.value.length;
  if (first?.firstCluster !== 0) throw medium.damaged('ntfs-clusters-missing');
  return first.sizeBytes;
}

/**
 * The bytes of an attribute.
 *
 * @param parts at least one, in the order of their clusters
 * @throws Failure `source-damaged`
 */
export function contentOfStream(medium: NtfsMedium, parts: readonly NtfsAttribute[]): Content {
  const sizeBytes = sizeOfStream(medium, parts);
  const [first] = parts;
  if (first?.value) return new MemoryContent(first.value);
  const { flags, unitLog2, initialisedBytes } = present(first);
  const runs = runsOfStream(medium, parts);
  const isCompressed = (flags & ATTRIBUTE_COMPRESSION) !== 0 && unitLog2 > 0;
  if (isCompressed) return new CompressedContent(medium, { sizeBytes, initialisedBytes, unitLog2, runs });
  return new StoredContent(medium.image, cutRuns(medium, runs, sizeBytes, initialisedBytes));
}

/** The runs of a stream of which not all parts need to be known: as far as they go. */
export function beginningOfStream(medium: NtfsMedium, parts: readonly NtfsAttribute[]): Content {
  const runs = runsOfStream(medium, parts);
  const clusters = runs.reduce((sum, run) => sum + run.clusters, 0);
  const sizeBytes = Math.min(sizeOfStream(medium, parts), clusters * medium.geometry.clusterBytes);
  return new StoredContent(medium.image, cutRuns(medium, runs, sizeBytes, sizeBytes));
}

/** Where the clusters of an attribute lie, holes left out. */
export function placesOfStream(medium: NtfsMedium, parts: readonly NtfsAttribute[]): ByteRange[] {
  const { clusterBytes } = medium.geometry;
  return runsOfStream(medium, parts).flatMap(({ cluster, clusters }) =>
    cluster === undefined ? [] : [{ atByte: cluster * clusterBytes, lengthBytes: clusters * clusterBytes }],
  );
}

/** The same of all attributes of a file. */
export function placesOfAttributes(medium: NtfsMedium, attributes: readonly NtfsAttribute[]): ByteRange[] {
  const names = new Map(attributes.map(({ type, name }) => [`${type} ${name}`, { type, name }]));
  return [...names.values()].flatMap(({ type, name }) =>
    placesOfStream(medium, partsOf(attributes, type, name)),
  );
}

function runsOfStream(medium: NtfsMedium, parts: readonly NtfsAttribute[]): ClusterRun[] {
  const runs: ClusterRun[] = [];
  let clusters = 0;
  for (const part of parts.filter(isNonResident)) {
    if (part.firstCluster !== clusters) throw medium.damaged('ntfs-clusters-missing');
    const more = clusterRuns(part.pairs, medium.geometry.clusters);
    if (!more) throw medium.damaged('ntfs-clusters');
    for (const run of more) {
      runs.push(run);
      clusters += run.clusters;
    }
    if (!Number.isSafeInteger(clusters * medium.geometry.clusterBytes)) throw medium.damaged('ntfs-clusters');
  }
  return runs;
}

function isNonResident(attribute: NtfsAttribute): attribute is NonResidentAttribute {
  return attribute.value === undefined;
}

/** In bytes, as long as the stream: what was never written is read as zeros, whatever the clusters hold. */
function cutRuns(
  { geometry, damaged }: NtfsMedium,
  runs: readonly ClusterRun[],
  sizeBytes: number,
  initialisedBytes: number,
): ContentRun[] {
  const cut: ContentRun[] = [];
  let done = 0;
  for (const { cluster, clusters } of runs) {
    if (done >= sizeBytes) break;
    const lengthBytes = Math.min(clusters * geometry.clusterBytes, sizeBytes - done);
    const writtenBytes =
      cluster === undefined ? 0 : Math.max(0, Math.min(lengthBytes, initialisedBytes - done));
    if (cluster !== undefined && writtenBytes > 0)
      cut.push({ atByte: cluster * geometry.clusterBytes, lengthBytes: writtenBytes });
    if (writtenBytes < lengthBytes) cut.push({ atByte: undefined, lengthBytes: lengthBytes - writtenBytes });
    done += lengthBytes;
  }
  if (done < sizeBytes) throw damaged('ntfs-clusters-missing');
  return cut;
}
