// What is bundled into the program: packages, their licences, and a list of both (CycloneDX 1.6).
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** @param inputs paths of bundled files, relative to the project @returns their packages, sorted, each once */
export function bundledPackages(root, inputs) {
  const folders = [...inputs].flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []);
  const packages = [...new Set(folders)].map((folder) => described(join(root, folder)));
  const byName = new Map(packages.map((one) => [`${one.name}@${one.version}`, one]));
  return [...byName.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

function described(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder)
    .sort()
    .find((entry) => /^(licen[cs]e|copying)/i.test(entry));
  return {
    name,
    version,
    license,
    text: file === undefined ? '' : readFileSync(join(folder, file), 'utf8').trim(),
  };
}

/** Licences of everything that is bundled, as they ask for. */
export function licencesText(packages) {
  const parts = packages.map(
    ({ name, version, license, text }) =>
      `${name} ${version} (${license})\n\n${text || `Licence: ${license}`}\n`,
  );
  return `isowright contains the following packages.\n\n${parts.join(`\n${'-'.repeat(78)}\n\n`)}`;
}

/** @param node version of the Node in an executable; undefined where none is */
export function billOfMaterials({ name, version, license }, packages, node) {
  const component = (of) => ({
    type: 'library',
    'bom-ref': purl(of),
    name: of.name,
    version: of.version,
    licenses: [{ license: { id: of.license } }],
    purl: purl(of),
  });
  const runtime = {
    type: 'platform',
    'bom-ref': 'node',
    name: 'Node.js',
    version: node,
    purl: `pkg:generic/node@${node}`,
  };
  const all = [...packages.map(component), ...(node ? [runtime] : [])];
  const main = {
    type: 'application',
    'bom-ref': 'isowright',
    name,
    version,
    licenses: [{ license: { id: license } }],
  };
  return `${JSON.stringify(
    {
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      version: 1,
      metadata: { component: main },
      components: all,
      dependencies: [{ ref: 'isowright', dependsOn: all.map((one) => one['bom-ref']) }],
    },
    undefined,
    2,
  )}\n`;
}

const purl = ({ name, version }) => `pkg:npm/${name.replace('@', '%40')}@${version}`;

/** The packages that the last build recorded. */
export function recordedPackages(root) {
  const record = join(root, 'dist/bundled.json');
  if (!existsSync(record)) throw new Error('dist/bundled.json is missing: npm run build');
  return bundledPackages(root, JSON.parse(readFileSync(record, 'utf8')));
}
