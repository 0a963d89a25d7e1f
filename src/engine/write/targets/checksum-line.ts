import { basename } from 'node:path';

/**
 * `HASH *NAME` and a newline, the line that `sha256sum -c` reads. As coreutils writes it: where a backslash, a line feed or a carriage
 * return in the name is escaped, the line begins with a backslash.
 *
 * @param path of the file that the hash is of; the line names it without its folder
 */
export function checksumLine(hash: string, path: string): string {
  const name = basename(path);
  const escaped = name.replace(/[\\\n\r]/g, (character) => ESCAPES[character] ?? character);
  return `${escaped === name ? '' : '\\'}${hash} *${escaped}\n`;
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r' };
