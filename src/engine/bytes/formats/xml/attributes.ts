import type { XmlProblem } from '../../../contract/failure/xml-trouble.ts';
import { isXmlText } from './references.ts';

const NAME = /^\s+([\p{L}_:][\p{L}\p{N}\p{M}_:.\-·]*)\s*=\s*/u;

/** The attributes of an element, from what stands behind its name; their references stay as they are. XML 1.0 §3.1. */
export function attributesOf(text: string): ReadonlyMap<string, string> | XmlProblem {
  const attributes = new Map<string, string>();
  for (let rest = text; rest.trim() !== ''; ) {
    const found = NAME.exec(rest);
    const [whole = '', name = ''] = found ?? [];
    const quote = rest[whole.length];
    const end = quote === '"' || quote === "'" ? rest.indexOf(quote, whole.length + 1) : -1;
    if (!found || end < 0) return 'attribute';
    const value = rest.slice(whole.length + 1, end);
    if (attributes.has(name)) return 'attribute-twice';
    if (!isXmlText(value)) return 'reference';
    attributes.set(name, value);
    rest = rest.slice(end + 1);
  }
  return attributes;
}
