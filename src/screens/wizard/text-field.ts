import { isCharacter, type Key } from '../keys/key.ts';

/** One line of text and where the next character goes (in characters, not code units). */
export interface TextField {
  readonly text: string;
  readonly caret: number;
}

export function textField(text = ''): TextField {
  return { text, caret: [...text].length };
}

/** The field after a key, or `undefined` when the key means nothing to it. */
export function editField(field: TextField, key: Key): TextField | undefined {
  const { caret } = field;
  const characters = [...field.text];
  if (isCharacter(key)) return insertText(field, key);
  switch (key) {
    case 'backspace':
      return caret === 0 ? field : cut(characters, caret - 1, caret);
    case 'delete':
      return cut(characters, caret, caret + 1);
    case 'left':
      return { ...field, caret: Math.max(0, caret - 1) };
    case 'right':
      return { ...field, caret: Math.min(characters.length, caret + 1) };
    case 'home':
      return { ...field, caret: 0 };
    case 'end':
      return { ...field, caret: characters.length };
    case 'ctrl-u':
      return textField();
    default:
      return undefined;
  }
}

/** Also for pasted text: line ends never press Enter. */
export function insertText({ text, caret }: TextField, added: string): TextField {
  const characters = [...text];
  const fresh = [...added.replace(/[\r\n\t]+/g, ' ')];
  return {
    text: [...characters.slice(0, caret), ...fresh, ...characters.slice(caret)].join(''),
    caret: caret + fresh.length,
  };
}

function cut(characters: readonly string[], from: number, to: number): TextField {
  return { text: [...characters.slice(0, from), ...characters.slice(to)].join(''), caret: from };
}
