import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { makeImage, temporaryFolder } from '../engine/author/making.ts';
import { showing } from './conformance.ts';
import { judgeImages, lossLines } from './judged.ts';

const fits = 'ü'.repeat(127);
const tooLong = `${'ü'.repeat(127)}x`;

showing(
  { cases: [44], judge: 'Linux', needs: ['rigs'] },
  'a UDF name that Linux gives another end is said',
  async () => {
    const room = temporaryFolder();
    const folder = join(room, 'names');
    mkdirSync(folder);
    for (const name of [fits, tooLong]) writeFileSync(join(folder, name), name);
    const path = join(room, 'names.iso');
    const { losses } = await makeImage(folder, path, { udf: true });
    expect(lossLines(losses, 'udf')).toEqual([`/${tooLong} name-changed`]);
    const entries = judgeImages([path], 'udf').entries.get('names.iso udf') ?? [];
    const paths = entries.map((entry) => entry.path);
    expect([paths.includes(`/${fits}`), paths.includes(`/${tooLong}`), paths.length]).toEqual([
      true,
      false,
      3,
    ]);
  },
);
