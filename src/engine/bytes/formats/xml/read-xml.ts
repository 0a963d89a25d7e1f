import type { XmlProblem, XmlTrouble } from '../../../contract/failure/xml-trouble.ts';
import { present } from '../../../contract/failure/present.ts';
import { attributesOf } from './attributes.ts';
import { badReference, isXmlText } from './references.ts';
import type { XmlElement } from './xml-element.ts';

/** One piece of markup after the other, and text up to the next. XML 1.0 §2.8, §3.1. */
const PIECE =
  /<!--(?<comment>[\s\S]*?)-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?(?<instruction>[\s\S]*?)\?>|<(?<close>\/?)(?<name>[\p{L}_:][\p{L}\p{N}\p{M}_:.\-·]*)(?<rest>(?:[^<>"'/]|"[^"<]*"|'[^'<]*')*)(?<empty>\/?)>|(?<text>[^<]+)/uy;
const DEEPEST = 256;

/**
 * Reads a document as far as it is well formed: elements in their order, each with its path (`unattend/settings`) and
 * attributes. No names are resolved, and a document type is refused: what could stand for anything cannot be judged.
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
    const wrong = this.#text.search(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u);
    if (wrong >= 0) return this.#trouble('character', wrong);
    while (this.#at < this.#text.length) {
      PIECE.lastIndex = this.#at;
      const piece = PIECE.exec(this.#text);
      const problem = piece ? this.#piece(piece) : this.#markupProblem();
      if (problem) return this.#trouble(problem, this.#at);
      this.#at = PIECE.lastIndex;
    }
    if (this.#open.length > 0) return { ...this.#trouble('not-closed', this.#at), name: present(this.#open.at(-1)) };
    return this.#hasRoot ? undefined : this.#trouble('no-root', this.#at);
  }

  #piece({ groups = {} }: RegExpExecArray): XmlProblem | undefined {
    const { comment, instruction, name, close, rest = '', empty, text } = groups;
    if (text !== undefined) return this.#textProblem(text);
    if (comment !== undefined) return comment.includes('--') || comment.endsWith('-') ? 'comment' : undefined;
    if (instruction !== undefined) return this.#instructionProblem(instruction);
    if (name === undefined) return this.#open.length === 0 ? 'text-outside' : undefined;
    if (close) return this.#close(name, rest, empty);
    return this.#openElement(name, rest, empty !== '');
  }

  #textProblem(text: string): XmlProblem | undefined {
    if (this.#open.length === 0 && text.trim() !== '') return 'text-outside';
    if (text.includes(']]>')) return 'markup';
    return isXmlText(text) ? undefined : badReference;
  }

  /** The declaration stands first, and nowhere else. XML 1.0 §2.6, §2.8. */
  #instructionProblem(instruction: string): XmlProblem | undefined {
    if (!/^[\p{L}_:]/u.test(instruction)) return 'markup';
    return /^xml(?:\s|$)/i.test(instruction) && this.#at > 0 ? 'declaration' : undefined;
  }

  #close(name: string, rest: string, empty: string | undefined): XmlProblem | undefined {
    if (rest.trim() !== '' || empty) return 'markup';
    return this.#open.pop() === name ? undefined : 'other-closed';
  }

  #openElement(name: string, rest: string, isEmpty: boolean): XmlProblem | undefined {
    if (this.#open.length === 0 && this.#hasRoot) return 'second-root';
    if (this.#open.length >= DEEPEST) return 'too-deep';
    const attributes = attributesOf(rest);
    if (typeof attributes === 'string') return attributes;
    this.#hasRoot = true;
    this.#open.push(name);
    const textAt = PIECE.lastIndex;
    const end = isEmpty ? textAt : this.#text.indexOf('<', textAt);
    const text = this.#text.slice(textAt, end < 0 ? undefined : end).trim();
    this.#onElement({ path: this.#open.join('/'), attributes, text });
    if (isEmpty) this.#open.pop();
    return undefined;
  }

  #markupProblem(): XmlProblem {
    return this.#text.startsWith('<!DOCTYPE', this.#at) ? 'doctype' : 'markup';
  }

  #trouble(problem: XmlProblem, at: number): XmlTrouble {
    const before = this.#text.slice(0, at);
    const line = before.split('\n').length;
    return { problem, line, column: at - before.lastIndexOf('\n') };
  }
}
