import { type BigIntStats, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ConfirmedFiles } from '../../contract/plan/confirmed-files.ts';
import { demandConfirmed } from '../../host/trust/confirmed-files.ts';
import type { ReadPool } from '../content/read-pool.ts';
import { type Scan, scanFolder } from '../tree/scan.ts';
import type { ScanOptions } from '../tree/scan-options.ts';
import type { AuthorProgress } from './author-progress.ts';

/** One that cannot be looked at is said by who lists it. @throws Failure `target-changed` */
function demandFolder(folder: string, files: ConfirmedFiles | undefined): void {
  let found: BigIntStats | undefined;
  try {
    found = statSync(folder, { bigint: true });
  } catch {
    return;
  }
  demandConfirmed(folder, files, found);
}

/** Scans with the help of workers, which end with a scan that comes to nothing. */
export async function scanWith(
  pool: ReadPool,
  folder: string,
  options: ScanOptions,
  progress: AuthorProgress,
): Promise<Scan> {
  const end = () => void pool.close();
  progress.signal.addEventListener('abort', end);
  try {
    demandFolder(folder, progress.files);
    const scan = await scanFolder(resolve(folder), options, { ...progress, lister: pool });
    demandFolder(folder, progress.files);
    return scan;
  } catch (error) {
    await pool.close();
    throw error;
  } finally {
    progress.signal.removeEventListener('abort', end);
  }
}
