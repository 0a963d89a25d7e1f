/** When a job was begun, by its id (in UTC); undefined for what is no id. */
export function begunAt(id: string): Date | undefined {
  const [, date = '', hour, minute, second] = /^(\d{8})-(\d\d)(\d\d)(\d\d)-/.exec(id) ?? [];
  const day = `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`;
  const at = new Date(`${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(at.getTime()) ? undefined : at;
}

/** `2026-11-22 14:03`, or without the year: by the clock of the person, not by that of Greenwich. */
export function begunText(id: string, withYear = true): string {
  const at = begunAt(id);
  if (at === undefined) return id;
  const date = `${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${withYear ? `${at.getFullYear()}-` : ''}${date} ${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** Those at work first; each part keeps its order. */
export function runningFirst<J extends { readonly state: string }>(jobs: readonly J[]): readonly J[] {
  const isRunning = ({ state }: J) => state === 'running';
  return [...jobs.filter(isRunning), ...jobs.filter((job) => !isRunning(job))];
}

const two = (value: number) => String(value).padStart(2, '0');
