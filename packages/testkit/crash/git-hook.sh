#!/bin/sh
# Stands in for every hook of git's: writes down the moments in which git is in the middle of something, and at the chosen one ends the
# runner and git together. LANE is filled in by the sweep. Without LANE/hook-watch nothing is written down.
# A moment is told by its name and how often that came before: git looks at an index again or not as the clock says.
[ -e "LANE/hook-watch" ] || exit 0
# The worktree of `fast` has a hash of its folder in its name, which is another in each lane.
name="${0##*/} $(printf %s "${1#"LANE/"}" | sed 's/--fast-[0-9a-f]*/--fast-HEX/')"
echo "$name" >>"LANE/hook-log"
[ -e "LANE/hook-kill" ] || exit 0
{ read -r runner occurrence && IFS= read -r chosen; } <"LANE/hook-kill"
[ "$name" = "$chosen" ] || exit 0
[ "$(grep -cxF -e "$name" "LANE/hook-log")" = "$occurrence" ] || exit 0
# DGS starts git in a process group of its own: 0 is git, what it has started, and this script.
kill -9 "$runner" 0
