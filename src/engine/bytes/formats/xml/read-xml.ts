import { present } from '../../../contract/failure/present.ts';
import type { XmlProblem, XmlTrouble } from '../../../contract/failure/xml-trouble.ts';
import { attributesOf } from './attributes.ts';
import { isXmlText } from './references.ts';
import type { XmlElement } from './xml-element.ts';

/** XML 1.0 §2.2. */
const NO_CHARACTER = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
const NAME = /^[\p{L}_:][\p{L}\p{N}\p{M}_:.\-·]*/u;
const DEEPEST = 256;
const COMMENT = { begins: '<!--', ends: '-->' };
const DATA = { begins: '<![CDATA[', ends: ']]>' };
const INSTRUCTION = { begins: '<?', ends: '?>' };

/**
 * Reads a document as far as it is well formed: elements in their order, each with its path (`unattend/settings`) and
 * attributes. No namespaces are resolved, and a document type is refused: what could stand for anything cannot be judged.
 */
export function readXml(text: string, onElement: (element: XmlElement) => void): XmlTrouble | undefined {
  return new XmlReader(text, onElement).read();
}

class XmlReader {
  readonly #text: string;
  readonly #onElement: (element: XmlElement) => void;
  readonly #open: string[] = [];
  #hasRoot = false;
  #at = 0;

  constructor(text: string, onElement: (element: XmlElement) => void) {
    this.#text = text.replace(/^\ufeff/, '');
    this.#onElement = onElement;
  }

  read(): XmlTrouble | undefined {
    const wrong = this.#text.search(NO_CHARACTER);
    if (wrong >= 0) return this.#trouble('character', wrong);
    while (this.#at < this.#text.length) {
      const problem = this.#text[this.#at] === '<' ? this.#markup() : this.#characters();
      if (problem) return this.#trouble(problem, this.#at);
    }
    const name = this.#open.at(-1);
    if (name !== undefined) return { ...this.#trouble('not-closed', this.#at), name };
    return this.#hasRoot ? undefined : this.#trouble('no-root', this.#at);
  }

  #characters(): XmlProblem | undefined {
    const end = this.#endOf('<', this.#at);
    const text = this.#text.slice(this.#at, end);
    if (this.#open.length === 0 && text.trim() !== '') return 'text-outside';
    if (text.includes(']]>')) return 'markup';
    this.#at = end;
    return isXmlText(text) ? undefined : 'reference';
  }

  #markup(): XmlProblem | undefined {
    const text = this.#text;
    const begins = (sign: string) => text.startsWith(sign, this.#at);
    if (begins(COMMENT.begins)) return this.#section(COMMENT, commentProblem);
    if (begins(DATA.begins))
      return this.#section(DATA, () => (this.#open.length > 0 ? undefined : 'text-outside'));
    if (begins(INSTRUCTION.begins))
      return this.#section(INSTRUCTION, (inside) => this.#instructionProblem(inside));
    if (begins('<!')) return begins('<!DOCTYPE') ? 'doctype' : 'markup';
    return this.#tag();
  }

  #section(
    { begins, ends }: { readonly begins: string; readonly ends: string },
    judge: (inside: string) => XmlProblem | undefined,
  ): XmlProblem | undefined {
    const from = this.#at + begins.length;
    const end = this.#text.indexOf(ends, from);
    const problem = end < 0 ? 'markup' : judge(this.#text.slice(from, end));
    if (!problem) this.#at = end + ends.length;
    return problem;
  }

  /** The declaration stands first, and nowhere else. XML 1.0 §2.6, §2.8. */
  #instructionProblem(inside: string): XmlProblem | undefined {
    const name = NAME.exec(inside)?.[0];
    if (name === undefined) return 'markup';
    return name.toLowerCase() === 'xml' && this.#at > 0 ? 'declaration' : undefined;
  }

  #tag(): XmlProblem | undefined {
    const end = this.#tagEnd();
    if (end === undefined) return 'markup';
    const inside = this.#text.slice(this.#at + 1, end);
    const isClosing = inside.startsWith('/');
    const isEmpty = inside.endsWith('/');
    const body = inside.slice(isClosing ? 1 : 0, isEmpty ? -1 : undefined);
    const name = NAME.exec(body)?.[0];
    if (name === undefined || (isClosing && isEmpty)) return 'markup';
    const rest = body.slice(name.length);
    const problem = isClosing ? this.#close(name, rest) : this.#element(name, rest, isEmpty, end + 1);
    if (!problem) this.#at = end + 1;
    return problem;
  }

  /** The `>` that is in no quotes. */
  #tagEnd(): number | undefined {
    let quote: string | undefined;
    for (let at = this.#at + 1; at < this.#text.length; at++) {
      const sign = present(this.#text[at]);
      if (sign === '<') return undefined;
      if (sign === quote) quote = undefined;
      else if (quote === undefined && (sign === '"' || sign === "'")) quote = sign;
      else if (quote === undefined && sign === '>') return at;
    }
    return undefined;
  }

  #close(name: string, rest: string): XmlProblem | undefined {
    if (rest.trim() !== '') return 'markup';
    return this.#open.pop() === name ? undefined : 'other-closed';
  }

  #element(name: string, rest: string, isEmpty: boolean, textAt: number): XmlProblem | undefined {
    if (this.#open.length === 0 && this.#hasRoot) return 'second-root';
    if (this.#open.length >= DEEPEST) return 'too-deep';
    const attributes = attributesOf(rest);
    if (typeof attributes === 'string') return attributes;
    this.#hasRoot = true;
    this.#open.push(name);
    const text = isEmpty ? '' : this.#text.slice(textAt, this.#endOf('<', textAt)).trim();
    this.#onElement({ path: this.#open.join('/'), attributes, text });
    if (isEmpty) this.#open.pop();
    return undefined;
  }

  #endOf(sign: string, from: number): number {
    const end = this.#text.indexOf(sign, from);
    return end < 0 ? this.#text.length : end;
  }

  #trouble(problem: XmlProblem, at: number): XmlTrouble {
    const before = this.#text.slice(0, at);
    return { problem, line: before.split('\n').length, column: at - before.lastIndexOf('\n') };
  }
}

function commentProblem(inside: string): XmlProblem | undefined {
  return inside.includes('--') || inside.endsWith('-') ? 'comment' : undefined;
}
