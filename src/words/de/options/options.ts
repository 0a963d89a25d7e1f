import type { Table } from '../../en/table.ts';
import { burnOptions } from './burn-options.ts';
import { convertOptions } from './convert-options.ts';
import { descriptorOptions } from './descriptor-options.ts';
import { editOptions } from './edit-options.ts';
import { flagOptions } from './flags.ts';
import { imageOptions } from './image-options.ts';
import { installerOptions } from './installer-options.ts';
import { jobOptions } from './job-options.ts';
import { readOptions } from './read-options.ts';
import { recoveryOptions } from './recovery-options.ts';

export const options: Table['options'] = {
  ...imageOptions,
  ...descriptorOptions,
  ...jobOptions,
  ...installerOptions,
  ...readOptions,
  ...convertOptions,
  ...editOptions,
  ...burnOptions,
  ...recoveryOptions,
  ...flagOptions,
};
