import { noteLeftOut, settle } from './pass.ts';
import type { Pass } from './pass-parts.ts';
import { proveBySource } from './prove-by-source.ts';
import { failUnproved } from './read-back.ts';

/** Source and targets beside each other, each read once; nothing is written. */
export async function compareOnly(pass: Pass): Promise<void> {
  const { job, lanes, results, reporter } = pass;
  reporter.begin(lanes.length === 0 ? 'read' : 'verify', job.source.sizeBytes);
  await proveBySource(results, {
    ...pass,
    source: job.source,
    onRead: (readBytes) => reporter.sourceRead(readBytes),
  });
  noteLeftOut(pass);
  for (const result of results) failUnproved(result);
  await settle(pass);
  await Promise.all(lanes.map((lane) => lane.release()));
}
