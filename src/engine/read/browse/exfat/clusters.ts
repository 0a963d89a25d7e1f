import { le32 } from '../../../bytes/codec/little.ts';
import {
  type ExfatBootSector,
  exfatFlags,
  FIRST_EXFAT_CLUSTER,
} from '../../../bytes/formats/exfat/boot-sector.ts';
import type { ReadAt } from '../../../bytes/ranges/bytes-of.ts';
import type { Damaged } from '../iso/damage.ts';
import { MOST_RUNS, RunList } from '../run-list.ts';
import type { ContentRun } from '../volume.ts';

const ENTRY_BYTES = 4;
const PAGE_ENTRIES = 16 << 10;
const MOST_PAGES = 64;

/** Where clusters begin. */
export interface ClusterStart {
  readonly firstCluster: number;
  readonly isContiguous: boolean;
}

/** The clusters of an exFAT volume, and the table that chains them; of that only pages are kept. */
export class ExfatClusters {
  readonly clusterBytes: number;
  readonly clusters: number;
  readonly #heapByte: number;
  readonly #tableByte: number;
  readonly #bytes: ReadAt;
  readonly #damaged: Damaged;
  readonly #pages = new Map<number, Uint8Array>();

  constructor(boot: ExfatBootSector, bytes: ReadAt, damaged: Damaged) {
    const sectorBytes = 1 << boot.sectorLog2;
    const isSecond = boot.fats === 2 && (boot.flags & exfatFlags.secondFat) !== 0;
    this.clusterBytes = sectorBytes * 2 ** boot.clusterLog2;
    this.clusters = boot.clusters;
    this.#heapByte = boot.heapSector * sectorBytes;
    this.#tableByte = (boot.fatSector + (isSecond ? boot.fatSectors : 0)) * sectorBytes;
    this.#bytes = bytes;
    this.#damaged = damaged;
  }

  /**
   * Where so many bytes lie, as far as the chain goes.
   *
   * @param mostBytes a chain is followed no further
   * @throws Failure `source-damaged`
   */
  async runs(
    { firstCluster, isContiguous }: ClusterStart,
    mostBytes: number,
  ): Promise<readonly ContentRun[]> {
    const wanted = Math.min(Math.ceil(mostBytes / this.clusterBytes), this.clusters);
    if (wanted === 0) return [];
    const list = new RunList(wanted * this.clusterBytes);
    if (isContiguous) {
      if (!this.#isCluster(firstCluster) || !this.#isCluster(firstCluster + wanted - 1))
        throw this.#broken(firstCluster);
      list.add(0, wanted * this.clusterBytes, this.#byteOf(firstCluster));
    } else await this.#follow(firstCluster, wanted, list);
    return list.runs;
  }

  async #follow(firstCluster: number, wanted: number, list: RunList): Promise<void> {
    let cluster = firstCluster;
    for (let index = 0; index < wanted && this.#isCluster(cluster); index++) {
      if (!list.add(index * this.clusterBytes, this.clusterBytes, this.#byteOf(cluster)))
        throw this.#damaged({ reason: 'file-in-too-many-pieces', most: MOST_RUNS });
      const page = Math.floor(cluster / PAGE_ENTRIES);
      const bytes = this.#pages.get(page) ?? (await this.#loadPage(page));
      const at = (cluster % PAGE_ENTRIES) * ENTRY_BYTES;
      if (at + ENTRY_BYTES > bytes.length) throw this.#broken(cluster);
      cluster = le32(bytes, at);
    }
  }

  async #loadPage(page: number): Promise<Uint8Array> {
    const pageBytes = PAGE_ENTRIES * ENTRY_BYTES;
    const bytes = await this.#bytes(this.#tableByte + page * pageBytes, pageBytes);
    const [oldest] = this.#pages.keys();
    if (this.#pages.size >= MOST_PAGES && oldest !== undefined) this.#pages.delete(oldest);
    this.#pages.set(page, bytes);
    return bytes;
  }

  #isCluster(cluster: number): boolean {
    return cluster >= FIRST_EXFAT_CLUSTER && cluster < this.clusters + FIRST_EXFAT_CLUSTER;
  }

  #byteOf(cluster: number): number {
    return this.#heapByte + (cluster - FIRST_EXFAT_CLUSTER) * this.clusterBytes;
  }

  #broken(cluster: number) {
    return this.#damaged({ reason: 'cluster-chain', cluster });
  }
}
