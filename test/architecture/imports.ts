import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** One import, of a value or of types: both are read by whoever wants to understand the file. */
export interface Import {
  /** Below the root, `src/cli/make.ts`. */
  readonly file: string;
  /** Another file below the root, or a package. */
  readonly of: string;
}

/** All TypeScript files below `folder`, paths from `root` on. */
export function sources(folder: string, root = '.'): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path, root);
    return /\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

const PATTERN =
  /(?:^|\n)\s*(?:import|export)\s+(?:type\s+)?(?:[\w*{][^;'"]*?\s+from\s+)?'([^']+)'|import\('([^']+)'\)/g;

/** Everything a file imports, exports from elsewhere, or names as `import('…')`. */
export function importsOf(file: string, root = '.'): Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(PATTERN)].flatMap(([, from, dynamic]) => {
    const specifier = from ?? dynamic;
    if (specifier === undefined) return [];
    const of = specifier.startsWith('.') ? normalize(join(dirname(file), specifier)) : specifier;
    return [{ file, of }];
  });
}
