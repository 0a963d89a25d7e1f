/** True for a path on this machine: not `-` (standard input), and not a web address. */
export function isLocal(path: string): boolean {
  return path !== '-' && !isUrl(path);
}

/** True for what is meant as an address, also of a kind that cannot be fetched. */
export function isUrl(path: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(path);
}

const ROOTED = process.platform === 'win32' ? /^(?:[a-z]:)?[\\/]/i : /^\//;

/** A job runs in its own folder: from there, a relative path leads nowhere, or to another file. */
export function isAbsolutePath(path: string): boolean {
  return ROOTED.test(path) && !path.includes('\0');
}

/** What may be the path of an image in a plan: absolute, `-`, or an http(s) address without a password. */
export function isSourcePath(path: string): boolean {
  if (!isUrl(path)) return path === '-' || isAbsolutePath(path);
  const url = URL.canParse(path) ? new URL(path) : undefined;
  return url !== undefined && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
}
