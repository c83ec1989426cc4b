#!/usr/bin/env bash
#
# run.sh COMMAND ROOT [--update] - do the documents tell the truth?
#
# In the documents listed below, a line `    $ command` of an indented block is run by
# the shell, in an empty folder in which corpora/ is the project's, with the command
# doublon on the path. The lines up to the next `    $ ` or to the end of the block
# must be what it prints (both streams). --update writes what was printed instead.
set -euo pipefail

command=$(realpath -- "$1")
root=$(realpath -- "$2")
update=${3:-}
documents=(README.md dicts/README.md corpora/README.md src/README.md)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin" "$work/here"
ln -s "$command" "$work/bin/doublon"
ln -s "$root/corpora" "$root/dicts" "$work/here/"
PATH=$work/bin:$PATH
export LC_ALL=C.UTF-8
export DOUBLON_DICTD=$work/none # no dictionaries that happen to be installed

# An optional package: without it the example that needs it is not tried.
pair=/usr/share/apertium/modes/fr-es.mode
passed=0
failed=0

# Run one command; what it printed, indented, goes to $work/printed.
run_example() {
    (cd "$work/here" && bash -c "$1") >"$work/raw" 2>&1 </dev/null || true
    sed -e 's/^/    /' -e 's/^ *$//' "$work/raw" >"$work/printed"
}

# Compare what was printed with the lines of $work/expected, blank lines at its end
# apart (they belong to the document).
check_example() {
    sed -e :a -e '/^\n*$/{$d;N;ba' -e '}' "$work/expected" >"$work/wanted"
    if cmp -s "$work/wanted" "$work/printed"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf '%s: %s\n' "$1" "$2"
        diff -u --label document --label printed "$work/wanted" "$work/printed" || true
    fi
}

# Settle the example that was being read, if any, and write it to the new document.
settle() {
    if [[ $example == *--engine=apertium* ]] && [ ! -e "$pair" ]; then
        printf 'no pair fr-es of Apertium is installed, not tried: %s\n' "$example"
        if [ "$update" = --update ]; then cat "$work/expected" >>"$work/new"; fi
    elif [ -n "$example" ]; then
        run_example "$example"
        if [ "$update" = --update ]; then
            cat "$work/printed" >>"$work/new"
            sed -n -e '/^$/!d;p' "$work/expected" | head -n "$blank" >>"$work/new"
        else
            check_example "$1" "$example"
        fi
    fi
    example=
    blank=0
    : >"$work/expected"
}

check_document() {
    : >"$work/new"
    example=
    blank=0
    : >"$work/expected"
    while IFS= read -r line || [ -n "$line" ]; do
        case $line in
        '    $ '*)
            settle "$1"
            example=${line#'    $ '}
            printf '%s\n' "$line" >>"$work/new"
            ;;
        '' | '    '*)
            if [ -n "$example" ]; then
                printf '%s\n' "$line" >>"$work/expected"
                if [ -z "$line" ]; then blank=$((blank + 1)); else blank=0; fi
            else
                printf '%s\n' "$line" >>"$work/new"
            fi
            ;;
        *)
            settle "$1"
            printf '%s\n' "$line" >>"$work/new"
            ;;
        esac
    done <"$root/$1"
    settle "$1"
    if [ "$update" = --update ] && ! cmp -s "$work/new" "$root/$1"; then
        cp "$work/new" "$root/$1"
    fi
}

for document in "${documents[@]}"; do
    check_document "$document"
done
if [ "$update" != --update ] && [ "$passed" -lt 5 ]; then
    printf 'only %d examples were found\n' "$passed"
    failed=$((failed + 1))
fi
printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
