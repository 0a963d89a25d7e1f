// What a fresh clone needs, and nothing twice: packages when the lockfile changed, a build when sources changed.
// Runs on whatever Node the system has; only Node's own modules.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');
export const node = join(root, 'node_modules', '.bin', 'node');

const stamps = join(root, 'node_modules', '.isowright');

/** Installs and builds as needed; ends the process when one of them fails. */
export function setUp({ build = true } = {}) {
  if (!isLinked()) once('packages', ['package-lock.json'], () => existsSync(node), install);
  if (build)
    once(
      'build',
      ['src', 'scripts/build.mjs', 'package.json'],
      () => existsSync(join(root, 'dist/main.js')),
      bundle,
    );
}

/** Packages of another checkout, linked into this one: `npm ci` would empty them there. */
function isLinked() {
  return lstatSync(join(root, 'node_modules'), { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

function once(name, inputs, isThere, work) {
  const stamp = fingerprint(inputs);
  const file = join(stamps, name);
  if (isThere() && existsSync(file) && readFileSync(file, 'utf8') === stamp) return;
  console.error(`setup: ${name}`);
  work();
  mkdirSync(stamps, { recursive: true });
  writeFileSync(file, stamp);
}

function install() {
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error', '--ignore-scripts=false']);
  // Where npm does not run install scripts, the pinned Node is still to be put in its place.
  if (!existsSync(node))
    run(process.execPath, [join(root, 'node_modules/node/installArchSpecificPackage.js')]);
}

function bundle() {
  run(existsSync(node) ? node : process.execPath, [join(root, 'scripts/build.mjs')]);
}

function run(command, args) {
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    env: { ...process.env, npm_config_engine_strict: 'false' },
  });
  if (status !== 0) {
    console.error(`setup: ${command} ${args[0]} failed`);
    process.exit(status ?? 1);
  }
}

/** Changes when a file changes, comes or goes. */
function fingerprint(inputs) {
  const hash = createHash('sha256');
  for (const path of inputs.flatMap((input) => filesBelow(join(root, input))))
    hash.update(path).update(readFileSync(path));
  return hash.digest('hex');
}

function filesBelow(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesBelow(join(path, name)));
}
