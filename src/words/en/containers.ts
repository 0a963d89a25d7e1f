import type { ContainerState } from '../../engine/contract/events/container-facts.ts';

const states: { readonly [S in ContainerState]: (format: string, count: number) => string } = {
  'not-closed': (format) =>
    `the ${format} container was not closed properly; what was saved last may be missing`,
  'marked-corrupt': (format) => `the ${format} container is marked as corrupt`,
  'snapshots-left-out': (format, count) =>
    `the ${format} container holds ${count === 1 ? 'a snapshot' : `${count} snapshots`}; only its present state is read`,
  'tracks-left-out': (format, count) =>
    `the ${format} disc has ${count === 1 ? 'another track' : `${count} further tracks`}; only the data of the first track that has some is read`,
  'footer-copy': (format) =>
    `the end of the ${format} container is damaged; the copy at its beginning was used`,
  'log-replayed': (format) =>
    `the ${format} container was not closed properly; its log was applied in memory, and the file is unchanged`,
};

/** What a person should know of a container whose content is read. */
export const containers = {
  states,
  inside: (format: string, size: string) => `the content of a ${format} container of ${size}`,
};
