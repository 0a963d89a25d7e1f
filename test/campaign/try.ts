import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

// npm run campaign:try: every kind of image in every kind of firmware, as CD and as stick. Ten minutes, 42 machines one after the other.

const root = process.cwd();
const vitest = join(root, 'node_modules/vitest/vitest.mjs');
const config = join(root, 'test/campaign/try/vitest.config.ts');
const { status } = spawnSync(process.execPath, [vitest, 'run', '--root', root, '--config', config], {
  stdio: 'inherit',
});
process.exit(status ?? 1);
