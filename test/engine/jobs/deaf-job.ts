import { writeSync } from 'node:fs';
import { watchedInput } from '../../../src/engine/jobs/process/watched-input.ts';

// A job process that is lost in something without an end as soon as it has its order; it hears nothing any more. With `later` it
// reads its input by itself at first, and is lost when it does not any more.

const UNWATCHED_MS = 100;
const later = process.argv.includes('later');
const { input } = watchedInput(1000, later ? UNWATCHED_MS : 0);
writeSync(1, `${JSON.stringify({ ready: true })}\n`);
input.once('data', () => setTimeout(standStill, later ? 10 * UNWATCHED_MS : 0));

function standStill(): never {
  writeSync(1, `${JSON.stringify({ event: 'note', code: 'job-folder', path: String(process.pid) })}\n`);
  for (;;);
}
