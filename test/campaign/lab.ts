import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

// npm run campaign:lab: discs and sticks of a machine in QEMU are read, with bad sectors, a tray that opens and sticks that are pulled; discs are
// burned through the kernel by a user without root, killed and continued, and pulled. Eight minutes.

const root = process.cwd();
const vitest = join(root, 'node_modules/vitest/vitest.mjs');
const config = join(root, 'test/campaign/lab/vitest.config.ts');
const { status } = spawnSync(process.execPath, [vitest, 'run', '--root', root, '--config', config], {
  stdio: 'inherit',
});
process.exit(status ?? 1);
