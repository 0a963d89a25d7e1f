import { type FileHandle, open } from 'node:fs/promises';

/** A new file, written from its beginning on. */
export class FileWriter {
  readonly path: string;
  readonly #handle: FileHandle;
  #atByte = 0;

  private constructor(path: string, handle: FileHandle) {
    this.path = path;
    this.#handle = handle;
  }

  static async create(path: string): Promise<FileWriter> {
    return new FileWriter(path, await open(path, 'wx', 0o600));
  }

  /** Where the next byte goes. */
  get atByte(): number {
    return this.#atByte;
  }

  async write(bytes: Uint8Array): Promise<void> {
    await this.writeAt(bytes, this.#atByte);
    this.#atByte += bytes.length;
  }

  async writeAt(bytes: Uint8Array, atByte: number): Promise<void> {
    for (let done = 0; done < bytes.length; ) {
      const { bytesWritten } = await this.#handle.write(bytes, done, bytes.length - done, atByte + done);
      done += bytesWritten;
    }
  }

  /** Zeros up to a multiple. */
  async pad(multipleBytes: number): Promise<void> {
    const padBytes = (multipleBytes - (this.#atByte % multipleBytes)) % multipleBytes;
    if (padBytes > 0) await this.write(new Uint8Array(padBytes));
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}
