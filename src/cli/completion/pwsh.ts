import { type Completed, namesOf, placesOf } from './tree.ts';

const q = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** For PowerShell 5 and later. */
export function pwshScript(tree: readonly Completed[]): string {
  return `# Completions of isowright for PowerShell: isowright completion pwsh | Out-String | Invoke-Expression

Register-ArgumentCompleter -Native -CommandName isowright -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $tree = @{
${tree.map(entryOf).join('\n')}
    }
    $command = ''
    $place = 0
    $open = $null
    $given = @($commandAst.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
    if ($wordToComplete -ne '') { $given = @($given | Select-Object -SkipLast 1) }
    foreach ($word in $given) {
        $next = "$command $word".Trim()
        if ($null -ne $open) { $open = $null }
        elseif ($word.StartsWith('-')) { $open = $tree[$command].takes[$word] }
        elseif ($place -eq 0 -and $tree.ContainsKey($next)) { $command = $next }
        else { $place++ }
    }
    $here = $tree[$command]
    $found = if ($null -ne $open) { $open }
    elseif ($wordToComplete.StartsWith('-')) { $here.flags }
    elseif ($here.below.Count -gt 0) { $here.below }
    elseif ($here.places.Count -gt 0) { $here.places[[Math]::Min($place, $here.places.Count - 1)] }
    else { @() }
    if ($found -eq 'device') { $found = if ($given -contains '--file-target') { 'file' } else { @(isowright devices --names 2>$null | ForEach-Object { ($_ -split '  ')[0] }) } }
    if ($found -eq 'job') { $found = @(isowright jobs --names 2>$null | ForEach-Object { ($_ -split '  ')[0] }) }
    # Nothing is answered for a path: PowerShell completes it by itself.
    if ($found -eq 'file' -or $found -eq 'folder' -or $found -eq 'image' -or $found -eq 'text') { return }
    $found | Where-Object { $_ -like "$wordToComplete*" } | ForEach-Object {
        [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
    }
}
`;
}

const listOf = (words: readonly string[]): string => `@(${words.map(q).join(', ')})`;

function entryOf(one: Completed): string {
  const takes = one.flags.flatMap((flag) => {
    if (flag.takes === undefined) return [];
    const what = flag.values.length > 0 ? listOf(flag.values) : q(flag.takes);
    return namesOf(flag).map((name) => `${q(name)} = ${what}`);
  });
  return `        ${q(one.name)} = @{
            below = ${listOf(one.below.map(({ name }) => name))}
            flags = ${listOf(one.flags.flatMap(namesOf))}
            takes = @{ ${takes.join('; ')} }
            places = @(${placesOf(one)
              .map(({ takes: what }) => (what.includes(' ') ? `,${listOf(what.split(' '))}` : q(what)))
              .join(', ')})
        }`;
}
