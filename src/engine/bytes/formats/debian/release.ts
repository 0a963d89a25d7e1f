import { parseParagraph } from './control.ts';

/** A file that a Release names. */
export interface ReleaseFile {
  readonly path: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

export interface Release {
  readonly suite: string;
  readonly codename: string;
  readonly files: readonly ReleaseFile[];
}

/** What is signed of a text with its signature inside it. RFC 9580 §7; lines that begin with a dash have `- ` before them. */
export function unsignedText(text: string): string {
  const match =
    /^-----BEGIN PGP SIGNED MESSAGE-----\r?\n(?:.+\r?\n)*\r?\n([\s\S]*?)\r?\n-----BEGIN PGP SIGNATURE-----/m.exec(
      text,
    );
  return match?.[1] === undefined ? text : match[1].replaceAll(/^- /gm, '');
}

/** A Release, or an InRelease. Debian Repository Format, "Release files" */
export function parseRelease(text: string): Release {
  const fields = parseParagraph(unsignedText(text).split('\n'));
  const files = (fields.get('sha256') ?? '').split('\n').flatMap((line) => {
    const [sha256 = '', size = '', path] = line.trim().split(/\s+/);
    if (path === undefined || !/^[0-9a-f]{64}$/.test(sha256) || !/^\d+$/.test(size)) return [];
    return [{ path, sizeBytes: Number(size), sha256 }];
  });
  return { suite: fields.get('suite') ?? '', codename: fields.get('codename') ?? '', files };
}
