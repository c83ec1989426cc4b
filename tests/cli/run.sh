#!/bin/sh
# Run cases of the command: sh run.sh [--update] DOUBLON CASE.sh…
#
# A case is a script; beside it stand what it must print (CASE.stdout, CASE.stderr: no
# file means nothing) and its exit status (CASE.exit; no file means 0). A file with the
# ending .glob instead is a pattern: * stands for anything, ? for one character.
# The script runs in an empty folder of its own with these variables:
#   CORPORA, INPUTS   folders of the source tree
# and `doublon` is the command under test. --update writes the files that are exact.
set -u
LC_ALL=C
export LC_ALL

updates=no
if [ "$1" = --update ]; then
    updates=yes
    shift
fi
command=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
shift
here=$(cd "$(dirname "$0")" && pwd)
CORPORA=${here%/tests/cli}/corpora
INPUTS=$here/inputs
export CORPORA INPUTS

top=$(mktemp -d) || exit 1
# Nobody's own words and lists; DOUBLON_TEST_CACHE keeps what dictionaries are made to.
HOME=$top/home
XDG_CACHE_HOME=${DOUBLON_TEST_CACHE:-$top/cache}
export HOME XDG_CACHE_HOME
unset XDG_CONFIG_HOME DOUBLON_HUNSPELL
# Nor dictionaries that happen to be installed.
DOUBLON_DICTD=$top/dictd
export DOUBLON_DICTD
trap 'rm -rf "$top"' EXIT
mkdir "$top/bin"
ln -s "$command" "$top/bin/doublon"
PATH=$top/bin:$PATH
export PATH

failed=0
count=0

fail() {
    echo "$name: $1"
    failed=$((failed + 1))
}

# $1 is the pattern, $2 what was printed; both files.
matches() {
    pattern=$(sed 's/[][\\]/\\&/g' "$1")
    printed=$(cat "$2")
    # shellcheck disable=SC2254 # a pattern is what it is
    case $printed in $pattern) return 0 ;; esac
    return 1
}

# check NAME FILE: was $top/NAME printed as FILE, FILE.glob or, without both, nothing?
check() {
    if [ -e "$2.glob" ]; then
        matches "$2.glob" "$top/$1" && return
    elif [ $updates = yes ]; then
        rm -f "$2"
        [ -s "$top/$1" ] && cp "$top/$1" "$2"
        return
    elif [ -e "$2" ]; then
        cmp -s "$2" "$top/$1" && return
    else
        [ -s "$top/$1" ] || return
    fi
    fail "$1 is not as expected"
    if [ -e "$2.glob" ]; then
        diff "$2.glob" "$top/$1"
    elif [ -e "$2" ]; then
        diff -u "$2" "$top/$1"
    else
        cat "$top/$1"
    fi
}

check_exit() {
    wanted=0
    [ -e "$1" ] && wanted=$(cat "$1")
    [ "$wanted" = "$2" ] && return
    if [ $updates = yes ]; then
        echo "$2" >"$1"
        [ "$2" = 0 ] && rm -f "$1"
        return
    fi
    fail "exit status $2 instead of $wanted"
}

for case in "$@"; do
    name=$(basename "$case" .sh)
    case=$(cd "$(dirname "$case")" && pwd)/$name
    count=$((count + 1))
    rm -rf "$top/in"
    mkdir "$top/in"
    (cd "$top/in" && sh -u "$case.sh") >"$top/stdout" 2>"$top/stderr" </dev/null
    status=$?
    check_exit "$case.exit" $status
    check stdout "$case.stdout"
    check stderr "$case.stderr"
done
echo "$count cases, $failed failures"
[ $failed = 0 ] && [ $count -gt 0 ]
