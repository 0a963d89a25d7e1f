import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDeb822, parseOneLine, type Repository } from '../../bytes/formats/debian/sources-list.ts';

/** Where apt keeps what this page is about; another folder in tests. */
export interface AptFolders {
  readonly configuration: string;
  readonly lists: string;
  readonly archives: string;
}

export const aptFolders: AptFolders = {
  configuration: '/etc/apt',
  lists: '/var/lib/apt/lists',
  archives: '/var/cache/apt/archives',
};

/** The repositories of this machine, as sources.list(5) has them; none where there is no apt. */
export function aptRepositories({ configuration }: AptFolders): Repository[] {
  const parts = join(configuration, 'sources.list.d');
  const files = [join(configuration, 'sources.list'), ...namesIn(parts).map((name) => join(parts, name))];
  const all = files.flatMap((path) => {
    const text = textAt(path);
    return path.endsWith('.sources') ? parseDeb822(text) : path.endsWith('.list') ? parseOneLine(text) : [];
  });
  const seen = new Set<string>();
  return all.filter(({ url, suite }) => !seen.has(`${url} ${suite}`) && seen.add(`${url} ${suite}`));
}

/** Names of what is in a folder, in order; none where there is none. */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

function textAt(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
