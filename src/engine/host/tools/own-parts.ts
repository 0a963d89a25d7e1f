import { getAsset, isSea } from 'node:sea';

/**
 * Where a part of this program is that runs as a worker: beside the file that asks for it, in the sources as in `dist`. Inside an
 * executable there are no files, and a worker gets its source whole.
 *
 * @param beside `import.meta.url` of whoever asks
 */
export function workerUrl(name: string, beside: string): URL {
  if (!isSea()) return partUrl(name, beside);
  return new URL(`data:text/javascript,${encodeURIComponent(getAsset(`${name}.js`, 'utf8'))}`);
}

/** The same of a part that runs as a process of its own: an executable knows its parts by their names (`scripts/package/inside.cjs`). */
export function partUrl(name: string, beside: string): URL {
  return new URL(`./${name}${beside.endsWith('.ts') ? '.ts' : '.js'}`, beside);
}

/** The files that run when this program is started by `program script`: an executable brings its script. */
export function ownFiles(script: string): string[] {
  return isSea() ? [] : [script];
}
