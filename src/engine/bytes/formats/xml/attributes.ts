import { badReference, isXmlText } from './references.ts';
import type { XmlProblem } from '../../../contract/failure/xml-trouble.ts';

const ATTRIBUTE = /^\s+(?<name>[\p{L}_:][\p{L}\p{N}\p{M}_:.\-·]*)\s*=\s*(?<quoted>"[^"<]*"|'[^'<]*')/u;

/** The attributes of an element, from what stands behind its name; their references stay as they are. XML 1.0 §3.1. */
export function attributesOf(text: string): ReadonlyMap<string, string> | XmlProblem {
  const attributes = new Map<string, string>();
  for (let rest = text; rest.trim() !== ''; ) {
    const found = ATTRIBUTE.exec(rest);
    const { name, quoted } = found?.groups ?? {};
    if (!found || name === undefined || quoted === undefined) return 'attribute';
    const value = quoted.slice(1, -1);
    if (attributes.has(name)) return 'attribute-twice';
    if (!isXmlText(value)) return badReference;
    attributes.set(name, value);
    rest = rest.slice(found[0].length);
  }
  return attributes;
}
