/** The first with all that is used here: zstd in node:zlib. The same as `engines` in package.json. */
const LEAST = [22, 15] as const;

/** What to say under a Node that is too old to load the rest; undefined under any other. Nothing of the program is loaded for it. */
export function tooOldNode(version: string = process.versions.node): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > LEAST[0] || (major === LEAST[0] && minor >= LEAST[1])) return undefined;
  return `isowright needs Node.js ${LEAST.join('.')} or newer; this is ${version}. Install a newer one, or take the executable or the Debian package of isowright, which bring their own. In a checkout, npm start does.`;
}
