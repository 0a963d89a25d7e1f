import type { Table } from '../../en/table.ts';
import { checks } from './checks.ts';
import { containers } from './containers.ts';
import { drives } from './drives.ts';
import { ntfs } from './ntfs.ts';
import { squashfs } from './squashfs.ts';
import { udf } from './udf.ts';
import { volumes } from './volumes.ts';
import { wim } from './wim.ts';

/** Was an einer Quelle beschädigt ist. */
export const damage: Table['damage'] = {
  reasons: { ...containers, ...volumes, ...drives, ...ntfs, ...squashfs, ...wim, ...udf, ...checks },
};
