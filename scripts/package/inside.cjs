// The first thing that runs in an executable: it serves the modules of `dist` from the executable itself. Nothing is unpacked, so nothing
// that runs lies where somebody else could change it. Their names are below that of the executable, where no file can be.
const { createRequire, registerHooks } = require('node:module');
const { join } = require('node:path');
const { getAsset, getAssetKeys } = require('node:sea');
const { pathToFileURL } = require('node:url');

const names = new Set(getAssetKeys());
const inside = `${pathToFileURL(process.execPath).href}/`;
const nameOf = (url) => (url.startsWith(inside) ? url.slice(inside.length) : undefined);

registerHooks({
  resolve(specifier, context, next) {
    const isBeside = specifier.startsWith('./') && nameOf(context.parentURL ?? '') !== undefined;
    const url = isBeside ? new URL(specifier, context.parentURL).href : specifier;
    return names.has(nameOf(url)) ? { url, format: 'module', shortCircuit: true } : next(specifier, context);
  },
  load(url, context, next) {
    const name = nameOf(url);
    if (!names.has(name)) return next(url, context);
    return { format: 'module', source: getAsset(name, 'utf8'), shortCircuit: true };
  },
});

// Started by itself as `EXECUTABLE [--option-of-node…] EXECUTABLE/PART.js ARGUMENT…`, as Node would be, it is that part.
const given = process.argv.slice(2);
const atPart = given.findIndex((word) => !word.startsWith('--min-semi-space-size='));
const part = given[atPart]?.startsWith(join(process.execPath, '/')) ? given[atPart] : undefined;
const isPart = part !== undefined && names.has(part.slice(process.execPath.length + 1));
const script = isPart ? part : join(process.execPath, 'main.js');
process.argv = [process.execPath, script, ...(isPart ? given.slice(atPart + 1) : given)];
createRequire(inside)(`${inside}${script.slice(process.execPath.length + 1)}`);
