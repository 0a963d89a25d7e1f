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

/** What is said of every option and flag, by its id. */
export const options = {
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
