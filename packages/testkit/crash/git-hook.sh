#!/bin/sh
# Stands in for every hook of git's: counts the moments in which git is in the middle of something, and at the chosen one ends the
# runner and git together. LANE is filled in by the sweep. Without LANE/hook-count nothing is counted.
[ -e "LANE/hook-count" ] || exit 0
read -r count <"LANE/hook-count"
count=$((count + 1))
echo "$count" >"LANE/hook-count"
echo "${0##*/} $1" >>"LANE/hook-log"
[ -e "LANE/hook-kill" ] || exit 0
read -r chosen runner <"LANE/hook-kill"
[ "$count" = "$chosen" ] || exit 0
# DGS starts git in a process group of its own: 0 is git, what it has started, and this script.
kill -9 "$runner" 0
