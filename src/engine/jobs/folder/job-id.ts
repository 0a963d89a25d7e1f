/** `20261122-114502-k3f9`: sortable by time. It is a folder's name too, so nothing else is accepted as one. */
export const JOB_ID = /^\d{8}-\d{6}-[0-9a-z]{4}$/;

export function newJobId(now: Date, random: number): string {
  const stamp = now.toISOString().slice(0, 19).replaceAll('-', '').replaceAll(':', '').replace('T', '-');
  const withinSecond = digits36((now.getMilliseconds() * 36 ** 2) / 1000);
  return `${stamp}-${withinSecond}${digits36(random * 36 ** 2)}`;
}

/** Two digits to the base of 36. */
function digits36(value: number): string {
  return Math.floor(value).toString(36).padStart(2, '0');
}
