// `npm run campaign:kill [-- COUNT [SEED]]`, `npm run campaign:faults`, `npm run campaign:swap [-- COUNT [SEED]]`,
// `npm run campaign:rescue [-- COUNT [SEED]]`, `npm run campaign:lab`: long trials that are no part of `npm test`.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { node, root, setUp } from './setup.mjs';

setUp();
const [name, ...args] = process.argv.slice(2);
const { status } = spawnSync(node, [join(root, 'test/campaign', `${name}.ts`), ...args], {
  cwd: root,
  stdio: 'inherit',
});
process.exit(status ?? 1);
