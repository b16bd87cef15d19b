/** For zsh from 5.0 on, with compinit; as a file \`_dgs\` in fpath, or sourced. zsh quotes what it inserts. */
export const ZSH_SCRIPT = `#compdef dgs
# zsh completion for dgs: as a file _dgs in a folder of fpath, or sourced behind compinit

_dgs() {
  local -a lines before names
  local typed="\${(Q)PREFIX}"
  (( CURRENT > 2 )) && before=("\${(@Q)words[2,CURRENT-1]}")
  lines=("\${(@f)$(dgs __complete zsh "=$typed" "\${before[@]}" 2>/dev/null)}")
  case $lines[1] in
    names)
      names=("\${(@)lines[2,-1]}")
      (( $#names )) && _describe -V -t dgs 'dgs' names
      ;;
    files)
      [[ $PREFIX == --*=* ]] && compset -P '*='
      compset -P '@'
      _files
      ;;
    folders)
      [[ $PREFIX == --*=* ]] && compset -P '*='
      _files -/
      ;;
  esac
}

if [[ "\${funcstack[1]}" == _dgs ]]; then
  _dgs "$@"
elif (( $+functions[compdef] )); then
  compdef _dgs dgs
fi
`;
