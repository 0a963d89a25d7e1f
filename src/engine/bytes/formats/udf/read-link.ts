import { pathComponent } from './link-target.ts';
import { readCs0 } from './text.ts';

const ROOTS = new Set([1, 2]);
const PARENT = 3;
const CURRENT = 4;
const NAME = 5;

/** The target of a symbolic link from its path components; nothing when they are broken. ECMA-167 4/14.16. */
export function readLinkTarget(content: Uint8Array): string | undefined {
  let root = '';
  const names: string[] = [];
  for (let at = 0; at < content.length; ) {
    if (at + pathComponent.sizeBytes > content.length) return undefined;
    const { type, textBytes } = pathComponent.decode(content, { atByte: at, onNote: () => {} });
    const textAt = at + pathComponent.sizeBytes;
    if (textAt + textBytes > content.length) return undefined;
    if (ROOTS.has(type)) {
      root = '/';
      names.length = 0;
    } else if (type === PARENT) names.push('..');
    else if (type === CURRENT) names.push('.');
    else if (type === NAME) names.push(readCs0(content.subarray(textAt, textAt + textBytes)));
    else return undefined;
    at = textAt + textBytes;
  }
  return root + names.join('/');
}
