import { withLargePages } from '../../src/engine/host/memory/large-pages.ts';
import type { Candidate } from './pair.ts';
import type { BenchRoom } from './room.ts';

/** Runs the engine alone in a process that is started as the door starts a job's: compiled code kept, large pages asked for. */
export function engineAlone(room: BenchRoom, program: (name: string) => string) {
  const environment = Object.entries(withLargePages({ NODE_COMPILE_CACHE: room.diskFolder }));
  const started = [
    'env',
    ...environment.map(([name, value]) => `${name}=${value}`),
    process.execPath,
  ] as const;
  return (source: string, drives: readonly { path: string }[], ...options: string[]): Candidate => ({
    name: 'isowright',
    command: [...started, program('transfer'), source, drives.map(({ path }) => path).join(','), ...options],
  });
}
