import fs from 'node:fs';

/**
 * Whole reads and writes at a place, through the callback API: no promise objects of Node's own on the hot path, and
 * short counts (which a bad spot or a full disk gives without an error) are gone on with until an error or nothing comes.
 */

/** Writes all of `bytes`. Rejects with the system's error. */
export function writeAt(fd: number, bytes: Uint8Array, atByte: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const step = (done: number): void => {
      fs.write(fd, bytes, done, bytes.length - done, atByte + done, (error, count) => {
        if (error) reject(error);
        else if (done + count === bytes.length) resolve();
        else if (count === 0) reject(Object.assign(new Error('nothing-written'), { code: 'EIO' }));
        else step(done + count);
      });
    };
    step(0);
  });
}

/** The same at once, for files: a page cache takes them. Throws the system's error. */
export function writeAllAt(fd: number, bytes: Uint8Array, atByte: number): void {
  for (let done = 0; done < bytes.length; ) {
    const count = fs.writeSync(fd, bytes, done, bytes.length - done, atByte + done);
    if (count === 0) throw Object.assign(new Error('nothing-written'), { code: 'EIO' });
    done += count;
  }
}

/**
 * Reads until `into` is full or the end; resolves with the bytes read: none at a place that no file reaches, as the tables of a hostile image
 * name them. Rejects with the system's error.
 */
export function readAt(fd: number, into: Uint8Array, atByte: number): Promise<number> {
  if (atByte + into.length > Number.MAX_SAFE_INTEGER) return Promise.resolve(0);
  return new Promise((resolve, reject) => {
    const step = (done: number): void => {
      fs.read(fd, into, done, into.length - done, atByte + done, (error, count) => {
        if (error) reject(error);
        else if (count === 0 || done + count === into.length) resolve(done + count);
        else step(done + count);
      });
    };
    step(0);
  });
}

/** fdatasync; rejects with the system's error, which the kernel tells only once. */
export function syncData(fd: number): Promise<void> {
  return new Promise((resolve, reject) => {
    fs.fdatasync(fd, (error) => (error ? reject(error) : resolve()));
  });
}
