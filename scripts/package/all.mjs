// Makes all packages into the folder that is given; runs on the Node that goes into them (`npm run package`).
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { node, root } from '../setup.mjs';
import { billOfMaterials, licencesText, recordedPackages } from './bundled.mjs';
import { debianPackage } from './deb.mjs';
import { makeExecutable } from './executable.mjs';

const PLATFORMS = ['linux-x64', 'linux-arm64', 'win32-x64', 'darwin-arm64', 'darwin-x64'];
const ARCHITECTURES = { x64: 'amd64', arm64: 'arm64' };
const COMMAND_LIMIT_MS = 60_000;

const own = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const [given = 'packages'] = process.argv.slice(2);
const folder = resolve(process.env.INIT_CWD ?? process.cwd(), given);
mkdirSync(folder, { recursive: true });
const scratch = mkdtempSync(join(tmpdir(), 'isowright-package-'));
const here = `${process.platform}-${process.arch}`;
const packages = recordedPackages(root);
const licences = `${licencesText(packages)}\n${'-'.repeat(78)}\n\n${licenceOfNode()}`;
const bill = billOfMaterials(own, packages, process.versions.node);
try {
  for (const name of PLATFORMS) await packageFor(name);
  written(`isowright-${own.version}.cdx.json`, bill);
  written(`isowright-${own.version}-licences.txt`, licences);
  written('SHA256SUMS', sums());
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

async function packageFor(name) {
  const [platform, architecture] = name.split('-');
  const from = nodeFor(name);
  if (from === undefined) {
    console.log(`skipped ${name}: no Node ${process.versions.node} for it (ISOWRIGHT_NODES)`);
    return;
  }
  const out = join(folder, `isowright-${own.version}-${name}${platform === 'win32' ? '.exe' : ''}`);
  await makeExecutable({ root, dist: join(root, 'dist'), from, platform, out, scratch });
  const executable = readFileSync(out);
  told(out, executable);
  if (platform !== 'linux') return;
  const debArchitecture = ARCHITECTURES[architecture];
  const parts = { executable, completions: completions(), licences, bill };
  const atSeconds = Number(process.env.SOURCE_DATE_EPOCH ?? Math.floor(Date.now() / 1000));
  const deb = debianPackage({ root, version: own.version, architecture: debArchitecture, atSeconds, parts });
  written(`isowright_${own.version}_${debArchitecture}.deb`, deb);
}

/** Its text comes with Node's own archives and not with the package `node`. */
function licenceOfNode() {
  const { version } = process;
  const file = join(process.env.ISOWRIGHT_NODES ?? '/nonexistent', 'LICENSE');
  const text = existsSync(file)
    ? readFileSync(file, 'utf8')
    : `https://github.com/nodejs/node/blob/${version}/LICENSE`;
  return `Node.js ${version}, which is inside executables (MIT; its own parts under their licences)\n\n${text}\n`;
}

/** Of this platform it is the one that the checkout has. */
function nodeFor(name) {
  const suffix = name.startsWith('win32') ? '.exe' : '';
  const other = join(process.env.ISOWRIGHT_NODES ?? '/nonexistent', `node-${name}${suffix}`);
  if (existsSync(other)) return other;
  return name === here ? process.execPath : undefined;
}

function completions() {
  const of = (shell) =>
    spawnSync(node, [join(root, 'dist/main.js'), 'completion', shell], {
      encoding: 'utf8',
      timeout: COMMAND_LIMIT_MS,
    }).stdout;
  return { bash: of('bash'), zsh: of('zsh'), fish: of('fish') };
}

function sums() {
  const names = readdirSync(folder).filter((name) => /^isowright[-_]/.test(name));
  const line = (name) => {
    const digest = createHash('sha256')
      .update(readFileSync(join(folder, name)))
      .digest('hex');
    return `${digest}  ${name}\n`;
  };
  return names.sort().map(line).join('');
}

function written(name, content) {
  const path = join(folder, name);
  writeFileSync(path, content);
  told(path, content);
}

function told(path, { length }) {
  console.log(`${path}: ${(length / 1e6).toFixed(1)} MB`);
}
