// Bundles the program into dist/: it starts in a third of the time.
import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from './bundle.mjs';
import { bundledPackages, licencesText } from './package/bundled.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');
const fresh = join(root, `dist.new.${process.pid}`);

// `npm install --omit=dev` of a published package runs no build: its dist/ came along.
if (!existsSync(join(root, 'node_modules/esbuild'))) process.exit(0);
const inputs = await bundle(['src/main.ts'], fresh);
const foreign = inputs.filter((path) => path.includes('node_modules/'));
// Whoever has the bundle has their work: their licences go with it.
writeFileSync(join(fresh, 'licences.txt'), licencesText(bundledPackages(root, foreign)));
writeFileSync(join(fresh, 'bundled.json'), JSON.stringify(foreign));
// Whoever starts the program meanwhile finds the old one or the new one.
rmSync(dist, { recursive: true, force: true });
renameSync(fresh, dist);
