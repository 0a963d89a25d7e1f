// npm run package [-- FOLDER]   one executable a platform and a Debian package, with the list of what is in them and its licences.
// npm run campaign:package      the same twice, under one SOURCE_DATE_EPOCH, compared byte by byte.
// Other platforms: ISOWRIGHT_NODES=FOLDER with node-linux-arm64, node-win32-x64.exe, node-darwin-arm64 of the version of this checkout.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { node, root, setUp } from './setup.mjs';

setUp();
const [first, ...others] = process.argv.slice(2);
const isTwice = first === '--twice';
const script = join(root, 'scripts/package', isTwice ? 'twice.mjs' : 'all.mjs');
const args = isTwice ? others : process.argv.slice(2);
const { status } = spawnSync(node, [script, ...args], { stdio: 'inherit' });
process.exit(status ?? 1);
