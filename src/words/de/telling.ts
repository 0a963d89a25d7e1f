import type { Table } from '../en/table.ts';

export const telling: Table['telling'] = {
  noByteMoved: (time) => `seit ${time} hat sich kein Byte bewegt`,
  doneOf: (done, all) => `${done} von ${all}`,
  left: (time) => `noch ${time}`,
  line: (what, parts) => `${what}: ${parts}`,
  badSoFar: (size) => `${size} defekt`,
  failedSoFar: (size) => `${size} misslungen`,
  errorsSoFar: (count) => `Lesefehler: ${count}`,
  working: 'arbeitet',
  note: (text) => `Hinweis: ${text}`,
  pace: (what, size, time, rate) => `${what}: ${size} in ${time}, ${rate}`,
  limitedBy: (part) => `begrenzt durch ${part}`,
  aTarget: 'Ziel',
  jobEnded: 'der Auftrag ist fertig',
  jobFailed: (exitCode) => `der Auftrag endete mit dem Exit-Code ${exitCode}`,
  moreNotListed: '(weitere stehen nicht hier)',
};
