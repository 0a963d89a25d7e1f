import { FIRST_CLUSTER } from '../../bytes/formats/fat/boot-sector.ts';
import { followChain, isCluster } from '../../bytes/formats/fat/follow-chain.ts';
import type { ReadAt } from '../../bytes/ranges/bytes-of.ts';
import type { Damaged } from './iso/damage.ts';
import { MOST_RUNS, RunList } from './run-list.ts';
import type { ContentRun } from './volume.ts';

/** Where clusters begin. */
export interface ClusterStart {
  readonly firstCluster: number;
  /** They follow each other, and the table says nothing of them. */
  readonly isContiguous?: boolean;
}

/** The clusters of a volume of FAT or exFAT, and the table that chains them. */
export interface ClusterPlaces {
  readonly clusterBytes: number;
  readonly clusters: number;
  /** Of the first cluster. */
  readonly dataByte: number;
  readonly tableByte: number;
  readonly tableBytes: number;
  readonly entryBits: number;
  /** The entry of a cluster in a part of the table. */
  entryAt(table: Uint8Array, index: number): number;
}

/** A multiple of all sizes of entries; the largest table of FAT12 is smaller. */
const PAGE_ENTRIES = 16 << 10;
const MOST_PAGES = 64;

/** Follows chains of clusters. Of the table, which may be larger than memory, only pages are kept. */
export class ClusterChains {
  readonly places: ClusterPlaces;
  readonly #bytes: ReadAt;
  readonly #damaged: Damaged;
  readonly #pages = new Map<number, Uint8Array>();

  constructor(places: ClusterPlaces, bytes: ReadAt, damaged: Damaged) {
    this.places = places;
    this.#bytes = bytes;
    this.#damaged = damaged;
  }

  /**
   * Where so many bytes lie, in whole clusters, as far as the chain goes.
   *
   * @param mostBytes a chain is followed no further
   * @throws Failure `source-damaged`
   */
  async runs(
    { firstCluster, isContiguous }: ClusterStart,
    mostBytes: number,
  ): Promise<readonly ContentRun[]> {
    const { clusterBytes, clusters } = this.places;
    const wanted = Math.min(Math.ceil(mostBytes / clusterBytes), clusters);
    if (wanted === 0) return [];
    const list = new RunList(wanted * clusterBytes);
    if (!isContiguous) await this.#follow(firstCluster, wanted, list);
    else if (!this.#isCluster(firstCluster) || !this.#isCluster(firstCluster + wanted - 1))
      throw this.#damaged({ reason: 'cluster-chain', cluster: firstCluster });
    else list.add(0, wanted * clusterBytes, this.#byteOf(firstCluster));
    return list.runs;
  }

  /** The entry of a cluster: the next one, or a number that is none. */
  async entry(cluster: number): Promise<number> {
    const page = pageOf(cluster);
    const bytes = this.#pages.get(page) ?? (await this.#loadPage(page));
    return this.#entryIn(bytes, cluster);
  }

  async #follow(firstCluster: number, wanted: number, list: RunList): Promise<void> {
    const { clusterBytes, clusters } = this.places;
    const table = { clusters, entryOf: (cluster: number) => this.#keptEntry(cluster) };
    let index = 0;
    const put = (cluster: number): void => {
      if (!list.add(index++ * clusterBytes, clusterBytes, this.#byteOf(cluster)))
        throw this.#damaged({ reason: 'file-in-too-many-pieces', most: MOST_RUNS });
    };
    let place = followChain({ cluster: firstCluster, left: wanted }, table, put);
    while (place) {
      await this.#loadPage(pageOf(place.cluster));
      place = followChain(place, table, put);
    }
  }

  #keptEntry(cluster: number): number | undefined {
    const kept = this.#pages.get(pageOf(cluster));
    return kept && this.#entryIn(kept, cluster);
  }

  #entryIn(page: Uint8Array, cluster: number): number {
    const index = cluster % PAGE_ENTRIES;
    if (((index + 1) * this.places.entryBits) / 8 > page.length)
      throw this.#damaged({ reason: 'cluster-chain', cluster });
    return this.places.entryAt(page, index);
  }

  async #loadPage(page: number): Promise<Uint8Array> {
    const { tableByte, tableBytes, entryBits } = this.places;
    const pageBytes = (PAGE_ENTRIES * entryBits) / 8;
    const from = page * pageBytes;
    const bytes = await this.#bytes(tableByte + from, Math.max(0, Math.min(pageBytes, tableBytes - from)));
    const [oldest] = this.#pages.keys();
    if (this.#pages.size >= MOST_PAGES && oldest !== undefined) this.#pages.delete(oldest);
    this.#pages.set(page, bytes);
    return bytes;
  }

  #isCluster(cluster: number): boolean {
    return isCluster(cluster, this.places.clusters);
  }

  #byteOf(cluster: number): number {
    return this.places.dataByte + (cluster - FIRST_CLUSTER) * this.places.clusterBytes;
  }
}

function pageOf(cluster: number): number {
  return Math.floor(cluster / PAGE_ENTRIES);
}
