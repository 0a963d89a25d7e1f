import type { FileSource } from './file-source.ts';

/** Where the contents of a tree's files come from: a folder, or an image that is laid out anew. */
export type ContentSource = Pick<FileSource, 'make' | 'read' | 'changed' | 'settle' | 'close'>;
