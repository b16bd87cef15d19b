/** For bash from 3.2 on; needs nothing of the package bash-completion. The line is handed over as it is: nothing of it is evaluated. */
export const BASH_SCRIPT = `# bash completion for dgs: to be sourced, or a file dgs in a folder of bash-completion

_dgs_complete() {
  local kind='' name
  COMPREPLY=()
  {
    IFS= read -r kind
    while IFS= read -r name; do
      COMPREPLY+=("$name")
    done
  } < <(dgs __complete bash "\${COMP_LINE:0:COMP_POINT}" "\${2-}" 2>/dev/null)
  case $kind in
    names) compopt -o nosort 2>/dev/null ;;
    files) compopt -o default 2>/dev/null || _dgs_paths -f "\${2-}" ;;
    folders) compopt -o dirnames 2>/dev/null || _dgs_paths -d "\${2-}" ;;
  esac
  return 0
}

# Before bash 4 the way of completing cannot be changed while it goes on.
_dgs_paths() {
  local name
  while IFS= read -r name; do
    COMPREPLY+=("$name")
  done < <(compgen "$1" -- "$2")
}

complete -F _dgs_complete dgs
`;
