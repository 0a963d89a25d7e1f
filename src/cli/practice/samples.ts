import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** A small tree that shows what an image has to keep: depth, Unicode, long names, links, empty files. */
const files: Readonly<Record<string, string>> = {
  'README.txt': 'This folder was made by isowright for practice. Nothing here is yours.\n',
  'letters/Grüße aus Zürich.txt': 'Grüezi!\n',
  'letters/日本語.txt': 'こんにちは\n',
  'deep/er/and/deeper/still/here/it/is/at/last.txt': 'Ten folders down.\n',
  [`names/${'a long name '.repeat(15).trim()}.txt`]: 'A name of about 180 characters.\n',
  'empty/nothing': '',
};

const PICTURE_BYTES = 3 << 20;
const IMAGE_BYTES = 2 << 20;

/** Writes the sample folder below `folder`; returns its path. */
export async function makeSampleFolder(folder: string): Promise<string> {
  const root = join(folder, 'practice-1.0');
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), text);
  }
  await writeFile(join(root, 'picture.bin'), pattern(PICTURE_BYTES));
  await symlink('letters/日本語.txt', join(root, 'greeting'));
  return root;
}

/** Writes an image below `folder` that can be written at once: bytes as a camera's stick might hold them, and no system. */
export async function makeSampleImage(folder: string): Promise<void> {
  await writeFile(join(folder, 'sample.img'), pattern(IMAGE_BYTES));
}

/** Bytes that are the same every time and compress badly. */
function pattern(lengthBytes: number): Uint8Array {
  const words = new Uint32Array(lengthBytes / 4);
  let state = 0x9e3779b9;
  for (let index = 0; index < words.length; index++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    words[index] = state;
  }
  return new Uint8Array(words.buffer);
}
