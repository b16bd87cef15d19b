/** For fish from 3.0 on; as \`dgs.fish\` in a folder of completions, or sourced. fish quotes what it inserts. */
export const FISH_SCRIPT = `# fish completion for dgs: a file dgs.fish in a folder of completions, or sourced

function __dgs_complete
    set -l current (commandline -ct)
    set -l typed (string unescape -- $current 2>/dev/null)
    or set typed $current
    set -l before (commandline -opc)
    set -e before[1]
    set -l lines (dgs __complete fish "=$typed" $before 2>/dev/null)
    set -l kind $lines[1]
    set -e lines[1]
    switch "$kind"
        case names
            string join -- \\n $lines
        case files folders
            set -l head (string match -r -- '^(?:--[^=]*=)?@?' $current)
            set -l path (string sub -s (math 1 + (string length -- "$head")) -- $current)
            for found in (test "$kind" = files; and __fish_complete_path "$path" ''; or __fish_complete_directories "$path" '')
                printf '%s\\n' "$head$found"
            end
    end
end

complete -c dgs -e
complete -c dgs -f -k -a '(__dgs_complete)'
`;
