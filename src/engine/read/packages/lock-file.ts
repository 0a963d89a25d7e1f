import type { DebianPackage } from '../../bytes/formats/debian/package.ts';
import { Failure } from '../../contract/failure/failure.ts';

/** What was resolved, a package a line: a build with it takes the same bytes, wherever they come from. */
export function lockText(packages: readonly DebianPackage[]): string {
  const lines = packages.map(({ name, version, architecture, sizeBytes, sha256, file, source }) =>
    [name, version, architecture, sizeBytes, sha256, file, source].join(' '),
  );
  return `${HEAD}\n${lines.join('\n')}\n`;
}

const HEAD = '# isowright packages 1: name version architecture size sha256 file source version';
const LINE =
  /^([a-z0-9][a-z0-9+.-]*) ([A-Za-z0-9.+~:-]+) ([a-z0-9-]+) (\d{1,12}) ([0-9a-f]{64}) ([^\s/][^\s]*) (\S+ \S+)$/;

/** @throws Failure `lock-invalid` */
export function parseLock(text: string, path: string): DebianPackage[] {
  return text.split('\n').flatMap((line, index) => {
    if (line === '' || line.startsWith('#')) return [];
    const match = LINE.exec(line);
    if (!match || line.includes('..')) throw new Failure('lock-invalid', { path, line: index + 1 });
    const [, name = '', version = '', architecture = '', size, sha256 = '', file = '', source = ''] = match;
    const rest = { needs: '', provides: [], sizeBytes: Number(size), from: '' };
    return [{ name, version, architecture, sha256, file, source, ...rest }];
  });
}
