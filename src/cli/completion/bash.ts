import { type Completed, flagCases, namesOf, placeCases, inQuotes as q } from './tree.ts';

const say = (what: string): string => `echo ${what}`;

/** What is offered for a kind of word. */
const offer = `_isowright_names() {
  local name rest
  while read -r name rest; do echo "$name"; done
}

_isowright_offer() {
  local kind=$1 cur=$2 given=$3
  case $kind in
    folder) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- "$cur") ;;
    file | image) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- "$cur") ;;
    device)
      if [[ $given == *' --file-target '* ]]; then
        _isowright_offer file "$cur"
      else
        mapfile -t COMPREPLY < <(compgen -W "$("\${COMP_WORDS[0]}" devices --names 2>/dev/null | _isowright_names)" -- "$cur")
      fi ;;
    job) mapfile -t COMPREPLY < <(compgen -W "$("\${COMP_WORDS[0]}" jobs --names 2>/dev/null | _isowright_names)" -- "$cur") ;;
    text) ;;
    *) mapfile -t COMPREPLY < <(compgen -W "$kind" -- "$cur") ;;
  esac
}`;

/** Walks the words before the cursor: which command, which flag is open, how many places are filled. */
const walk = `_isowright() {
  local cur=\${COMP_WORDS[COMP_CWORD]} command='' next place=0 open='' given=' ' word i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    given+="$word "
    next="\${command:+$command }$word"
    if [[ -n $open ]]; then
      [[ $word == '=' ]] || open=''
    elif [[ $word == -* ]]; then
      _isowright_takes "$command" "$word" >/dev/null && open=$word
    elif ((place == 0)) && _isowright_words "$next" >/dev/null; then
      command=$next
    else
      ((place++))
    fi
  done
  [[ $cur == '=' ]] && cur=''
  if [[ -n $open ]]; then
    _isowright_offer "$(_isowright_takes "$command" "$open")" "$cur" "$given"
  elif [[ $cur == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$(_isowright_flags "$command")" -- "$cur")
  else
    next=$(_isowright_words "$command")
    [[ -n $next ]] || next=$(_isowright_place "$command" "$place")
    _isowright_offer "\${next:-text}" "$cur" "$given"
  fi
}`;

/** For bash 4.4 and later, without the package bash-completion. */
export function bashScript(tree: readonly Completed[]): string {
  return `# Completions of isowright for bash: eval "$(isowright completion bash)"

_isowright_words() {
  case $1 in
${tree.map((one) => `    ${q(one.name)}) echo ${q([...one.below.map(({ name }) => name)].join(' '))} ;;`).join('\n')}
    *) return 1 ;;
  esac
}

_isowright_flags() {
  case $1 in
${tree.map((one) => `    ${q(one.name)}) echo ${q(one.flags.flatMap(namesOf).join(' '))} ;;`).join('\n')}
  esac
}

# What follows a flag: nothing (1), or file, folder, text, or the words it takes.
_isowright_takes() {
  case "$1 $2" in
${tree.flatMap((one) => flagCases(one, say, ' | ')).join('\n')}
    *) return 1 ;;
  esac
}

# What stands at a place behind a command.
_isowright_place() {
  case "$1 $2" in
${tree.flatMap((one) => placeCases(one, say)).join('\n')}
  esac
}

${offer}

${walk}

complete -F _isowright isowright
`;
}
