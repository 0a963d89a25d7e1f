/**
 * What is on a drive that has neither a file system nor partitions that the system shows. `blank`: its start, its end
 * and places between them were read, and hold nothing; `table`: `gpt`, `dos`, … as blkid names it; `data`: unknown
 * content; `unread`: it could not be read (EACCES: not by this user).
 */
export type DriveContent =
  | { readonly kind: 'blank' | 'data' }
  | { readonly kind: 'table'; readonly table: string }
  | { readonly kind: 'unread'; readonly errno: string };
