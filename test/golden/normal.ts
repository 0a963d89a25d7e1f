import type { JobEvent } from '../../src/engine/contract/events/events.ts';

/** Text with all that differs from run to run (places, job ids, times, durations, identities of files, hashes of what holds owners or times) replaced by names. */
export function normalText(text: string, folder: string): string {
  return text
    .replaceAll(folder, '@FOLDER@')
    .replaceAll(/\b\d{8}-\d{6}-[a-z0-9]{4}\b/g, '@JOB@')
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, '@TIME@')
    .replaceAll(/"(?:inode|changed|folder) [^"]*"/g, '"@IDENTITY@"')
    .replaceAll(/"[0-9a-f]{64}"/g, '"@SHA256@"')
    .replaceAll(/"(\w+Ms)":(\s?)\d+(\.\d+)?/g, '"$1":$20');
}

/**
 * What a job said, a line an event. How often progress is told hangs on the machine: of each phase and target one line
 * stays, with the names of the fields that every one of its lines had.
 */
export function normalEvents(events: readonly JobEvent[], folder: string): string {
  const lines = events.flatMap((event, index) => {
    if (event.event !== 'progress') return [JSON.stringify(event)];
    const alike = events.filter((other) => isAlike(event, other));
    return events.indexOf(alike[0] ?? event) === index ? [JSON.stringify(fieldsOf(alike))] : [];
  });
  return `${lines.map((line) => normalText(line, folder)).join('\n')}\n`;
}

function isAlike(one: JobEvent, other: JobEvent): boolean {
  if (one.event !== 'progress' || other.event !== 'progress') return false;
  return one.phase === other.phase && one.target === other.target;
}

function fieldsOf(events: readonly JobEvent[]): object {
  const [first] = events;
  const fields = Object.keys(first ?? {}).filter((field) => events.every((event) => field in event));
  return { event: 'progress', phase: first && 'phase' in first ? first.phase : '', fields };
}

/** A JSON document with the fields of every object in order: in which they stand is nobody's promise. */
export function sortedJson(text: string): string {
  return `${JSON.stringify(sorted(JSON.parse(text)), undefined, 2)}\n`;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([name, field]) => [name, sorted(field)] as const);
  return Object.fromEntries(fields.sort(([a], [b]) => (a < b ? -1 : 1)));
}
