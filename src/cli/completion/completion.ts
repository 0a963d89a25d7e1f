import { t } from '../../words/language.ts';
import { usageFailure } from '../../words/spoken-failure.ts';
import type { Face } from '../face.ts';
import { tell } from '../tell.ts';
import { bashScript } from './bash.ts';
import { fishScript } from './fish.ts';
import { pwshScript } from './pwsh.ts';
import type { Completed } from './tree.ts';
import { zshScript } from './zsh.ts';

const scripts: { readonly [shell: string]: (tree: readonly Completed[]) => string } = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
  pwsh: pwshScript,
};

export const shells = Object.keys(scripts);

/** `isowright completion SHELL`: a script for that shell, made from the commands themselves. @throws Failure `usage` */
export async function completion(shell: string, tree: readonly Completed[], face: Face): Promise<number> {
  const script = scripts[shell];
  if (script === undefined) throw usageFailure(() => t().cli.usage.shells(shells.join(', '), shell));
  tell(face.out, ...script(tree).trimEnd().split('\n'));
  return 0;
}
