import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';

const { O_RDONLY, O_NONBLOCK = 0 } = constants;

/** The text of a plain file; never waits for what is none (a pipe in its place). @throws the system's error; `EINVAL` for what is no file */
export function readPlain(path: string): string {
  const fd = openSync(path, O_RDONLY | O_NONBLOCK);
  try {
    if (!fstatSync(fd).isFile()) throw Object.assign(new Error('EINVAL'), { code: 'EINVAL' });
    return readFileSync(fd, 'utf8');
  } finally {
    closeSync(fd);
  }
}
