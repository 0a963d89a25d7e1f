import { usageRefused } from '../../../contract/failure/refused.ts';
import type { AuthorOptions } from '../../../contract/plan/plan.ts';
import { nodeReader } from '../../boot/node-reader.ts';
import { findFile } from '../../tree/tree-lookup.ts';
import type { StickSource } from '../stick-source.ts';

/** `sources/lang.ini`: the languages of a medium, a line each, `de-de = 3`. */
const LIST = 'sources/lang.ini';
const SECTION = /^\s*\[(.*)\]\s*$/;
const LANGUAGE = /^\s*([a-z]{2,3}(?:-[a-z0-9]+)+)\s*=/i;

/** A medium has Windows in few languages; another one would end the installation. @throws Failure `usage` */
export async function checkLanguage(
  { tree, content }: StickSource,
  { answerLanguage: language }: AuthorOptions,
): Promise<void> {
  const node = findFile(tree, LIST);
  if (language === undefined || node === undefined) return;
  const languages = languagesIn(await nodeReader(tree, content).text(node));
  const has = languages.some((one) => one.toLowerCase() === language.toLowerCase());
  if (languages.length > 0 && !has) throw usageRefused({ reason: 'answer-language', language, languages });
}

function languagesIn(text: string): string[] {
  let isList = false;
  return text.split(/\r?\n/).flatMap((line) => {
    const section = SECTION.exec(line)?.[1];
    if (section !== undefined) isList = /^available ui languages$/i.test(section);
    const language = LANGUAGE.exec(line)?.[1];
    return isList && language !== undefined ? [language] : [];
  });
}
