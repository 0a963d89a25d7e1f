// npm run recording   draws docs/recordings/*.svg from the program's own screens; the same bytes while these are the same.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { svgOf, themes } from './recording/svg.ts';
import { node, root, setUp } from './setup.mjs';

const LIMIT_MS = 120_000;
const folder = join(root, 'docs/recordings');

setUp({ build: false });
const env = { ...process.env, FORCE_COLOR: '1', ISOWRIGHT_LANG: 'en', TZ: 'UTC' };
delete env.NO_COLOR;
const args = [join(root, 'scripts/demo.mjs'), 'recording'];
const { status, stdout, stderr } = spawnSync(node, args, { env, encoding: 'utf8', timeout: LIMIT_MS });
if (status !== 0) throw new Error(`npm run demo -- recording: ${stderr}`);
const { frames, size } = JSON.parse(stdout);
mkdirSync(folder, { recursive: true });
for (const [name, theme] of Object.entries(themes))
  writeFileSync(join(folder, `write-${name}.svg`), svgOf(frames, size, theme));
