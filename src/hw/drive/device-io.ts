import fs from 'node:fs';

/**
 * Whole reads and writes on a block device open with O_DIRECT. The callbacks of `fs`, not its promises: this is the
 * hot path. A short count is gone on with from the last whole block, because the rest must stay aligned.
 */
export interface Device {
  readonly fd: number;
  readonly blockBytes: number;
}

/** Writes all of `bytes`, or rejects with the system's error. */
export function writeDevice({ fd, blockBytes }: Device, atByte: number, bytes: Uint8Array): Promise<void> {
  return whole(bytes.length, blockBytes, (done, next) =>
    fs.write(fd, bytes, done, bytes.length - done, atByte + done, next),
  );
}

/** Fills `into`, or rejects with the system's error; the end of the device is an error too. */
export function readDevice({ fd, blockBytes }: Device, atByte: number, into: Uint8Array): Promise<void> {
  return whole(into.length, blockBytes, (done, next) =>
    fs.read(fd, into, done, into.length - done, atByte + done, next),
  );
}

type Step = (
  doneBytes: number,
  next: (error: NodeJS.ErrnoException | null, countBytes: number) => void,
) => void;

function whole(lengthBytes: number, blockBytes: number, step: Step): Promise<void> {
  return new Promise((resolve, reject) => {
    const goOn = (doneBytes: number): void =>
      step(doneBytes, (error, countBytes) => {
        if (error) return reject(error);
        const reached = doneBytes + countBytes;
        if (reached === lengthBytes) return resolve();
        const blocks = reached - (reached % blockBytes);
        if (blocks === doneBytes) return reject(Object.assign(new Error('nothing-moved'), { code: 'EIO' }));
        goOn(blocks);
      });
    goOn(0);
  });
}

/** Everything on the medium, its own cache included. The kernel tells an error only once. */
export function syncDevice({ fd }: Device): Promise<void> {
  return new Promise((resolve, reject) => fs.fsync(fd, (error) => (error ? reject(error) : resolve())));
}

export function closeDevice({ fd }: Device): Promise<void> {
  return new Promise((resolve) => fs.close(fd, () => resolve()));
}
