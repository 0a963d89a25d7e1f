import { writeSync } from 'node:fs';
import { watchedInput } from '../../../src/engine/jobs/process/watched-input.ts';

// A job process that is lost in something without an end as soon as it has its order; it hears nothing any more.

const { input } = watchedInput(1000);
writeSync(1, `${JSON.stringify({ ready: true })}\n`);
input.once('data', () => {
  writeSync(1, `${JSON.stringify({ event: 'note', code: 'job-folder', path: String(process.pid) })}\n`);
  for (;;);
});
