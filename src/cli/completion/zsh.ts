import { type Completed, flagCases, namesOf, placeCases, inQuotes as q } from './tree.ts';

const say = (what: string): string => `REPLY=${what}`;

/** `name:what it is`, as _describe takes it. */
const pair = (name: string, about: string): string => q(`${name.replaceAll(':', '\\:')}:${about}`);

/** What is offered for a kind of word. */
const offer = `# Lines of a name, two spaces, and what it is.
_isowright_lines() {
  local line name
  local -a lines
  for line in "\${(@f)$("\${words[1]}" "$@" --names 2>/dev/null)}"; do
    name=\${line%%  *}
    [[ -n $name ]] && lines+=("\${name//:/\\\\:}:\${line#*  }")
  done
  _describe "$1" lines
}

_isowright_offer() {
  case $1 in
    folder) _files -/ ;;
    file|image) _files ;;
    device) if (( \${words[(I)--file-target]} )); then _files; else _isowright_lines devices; fi ;;
    job) _isowright_lines jobs ;;
    text) _message 'text' ;;
    *) compadd -- \${=1} ;;
  esac
}`;

/** Walks the words before the cursor: which command, which flag is open, how many places are filled. */
const walk = `_isowright() {
  local command='' next open='' word REPLY
  local -i place=0 i
  local -a reply
  for ((i = 2; i < CURRENT; i++)); do
    word=\${words[i]}
    next="\${command:+$command }$word"
    if [[ -n $open ]]; then
      open=''
    elif [[ $word == -* ]]; then
      _isowright_takes "$command" "$word" && open=$word
    elif (( place == 0 )) && _isowright_words "$next"; then
      command=$next
    else
      (( place++ ))
    fi
  done
  word=\${words[CURRENT]}
  if [[ -z $open && $word == --*=* ]]; then
    _isowright_takes "$command" "\${word%%=*}" && open=\${word%%=*} && compset -P 1 '*='
  fi
  if [[ -n $open ]]; then
    _isowright_takes "$command" "$open" && _isowright_offer "$REPLY"
  elif [[ $word == -* ]]; then
    _isowright_flags "$command"
    _describe 'option' reply
  else
    _isowright_words "$command"
    if (( $#reply )); then
      _describe 'command' reply
    else
      _isowright_place "$command" $place
      _isowright_offer "$REPLY"
    fi
  fi
}`;

/** For zsh with compinit. */
export function zshScript(tree: readonly Completed[]): string {
  return `#compdef isowright
# Completions of isowright for zsh: isowright completion zsh > a folder of $fpath/_isowright

_isowright_words() {
  case $1 in
${tree.map((one) => `    ${q(one.name)}) reply=(${one.below.map(({ name, about }) => pair(name, about)).join(' ')}) ;;`).join('\n')}
    *) return 1 ;;
  esac
}

_isowright_flags() {
  case $1 in
${tree.map((one) => `    ${q(one.name)}) reply=(${one.flags.flatMap((flag) => namesOf(flag).map((name) => pair(name, flag.help))).join(' ')}) ;;`).join('\n')}
    *) reply=() ;;
  esac
}

# What follows a flag: nothing (1), or file, folder, text, or the words it takes.
_isowright_takes() {
  case "$1 $2" in
${tree.flatMap((one) => flagCases(one, say, '|')).join('\n')}
    *) return 1 ;;
  esac
}

# What stands at a place behind a command.
_isowright_place() {
  case "$1 $2" in
${tree.flatMap((one) => placeCases(one, say)).join('\n')}
    *) REPLY=text ;;
  esac
}

${offer}

${walk}

if [[ $funcstack[1] == _isowright ]]; then _isowright "$@"; else compdef _isowright isowright; fi
`;
}
