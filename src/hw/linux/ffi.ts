import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Failure } from '../../engine/contract/failure/failure.ts';

/** Calls of the C library that Node has no name for. Nothing else in the program knows how they are made. */
export interface Libc {
  /** Another thread makes the call; `argument` is read and written in place. @throws CallError */
  ioctl(fd: number, request: number, argument: Uint8Array): Promise<void>;
  /** Where the bytes of a buffer are, for structures that hold addresses. The buffer must stay referenced. */
  address(bytes: Uint8Array): bigint;
}

/** A call that the kernel refused. */
export class CallError extends Error {
  readonly code: string;

  constructor(call: string, errno: number) {
    super(`${call}: ${errno}`);
    this.code = names[errno] ?? `errno-${errno}`;
  }
}

/** Of errno.h; those that such calls give. */
const names: Readonly<Record<number, string>> = {
  1: 'EPERM',
  2: 'ENOENT',
  5: 'EIO',
  6: 'ENXIO',
  12: 'ENOMEM',
  13: 'EACCES',
  16: 'EBUSY',
  19: 'ENODEV',
  22: 'EINVAL',
  25: 'ENOTTY',
  30: 'EROFS',
  123: 'ENOMEDIUM',
};

let loaded: Promise<Libc> | undefined;

/** The C library that Node itself runs on. @throws Failure `module-missing` where the optional package is not installed */
export function libc(): Promise<Libc> {
  loaded ??= load().catch((cause: unknown) => {
    loaded = undefined;
    throw new Failure(
      'module-missing',
      { module: 'koffi', platform: `${process.platform}-${process.arch}` },
      { cause },
    );
  });
  return loaded;
}

async function load(): Promise<Libc> {
  const { default: koffi } = await import('koffi');
  const call = koffi.load(null).func('ioctl', 'int', ['int', 'ulong', 'void*']);
  return {
    address: (bytes) => BigInt(koffi.address(bytes)),
    ioctl: (fd, request, argument) =>
      new Promise((resolve, reject) => {
        call.async(fd, request, argument, (error: unknown, result: number) => {
          if (error) reject(error);
          else if (result < 0) reject(new CallError('ioctl', koffi.errno()));
          else resolve();
        });
      }),
  };
}

/** Folders whose code runs when the C library is called: the package, and its machine code for each platform. None where it is not installed. */
export function ffiFolders(): string[] {
  try {
    const folder = dirname(createRequire(import.meta.url).resolve('koffi'));
    return [folder, join(dirname(folder), '@koromix')].filter((path) => existsSync(path));
  } catch {
    return [];
  }
}
