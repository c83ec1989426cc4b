#!/usr/bin/env bash
#
# run.sh COMMAND BUILT - do -h, the manual and the completions say the same?
#
# BUILT is the folder with the pages and completions of that COMMAND. mandoc, zsh and
# fish are tried where they are installed; with DBN_ALL_SHELLS set they must be.
set -euo pipefail
command=$(realpath -- "$1")
built=$(realpath -- "$2")
here=$(realpath -- "$(dirname -- "$0")")
export LC_ALL=C.UTF-8
checks=0
faults=0

fault()
{
    printf 'fault: %s\n' "$*"
    faults=$((faults + 1))
}

# has TOOL: is it installed? Its absence is a fault where all must be tried.
has()
{
    command -v "$1" >/dev/null && return
    if [ -n "${DBN_ALL_SHELLS:-}" ]; then
        fault "$1 is not installed"
    else
        printf '%s is not installed: not tried\n' "$1"
    fi
    return 1
}

# same WHAT WANTED FOUND: two lists of words, whatever their order.
same()
{
    checks=$((checks + 1))
    if [ "$(tr ' ' '\n' <<<"$2" | sort -u)" != "$(tr ' ' '\n' <<<"$3" | sort -u)" ]; then
        fault "$1 has '$3' instead of '$2'"
    fi
}

table=$("$command" --dump-options)
mapfile -t commands < <(awk -F'\t' '$1 == "about" { print $2 }' <<<"$table")
mapfile -t topics < <(awk -F'\t' '$1 == "topic" { print $2 }' <<<"$table")

# ---- what bash, zsh and fish offer behind a line -------------------------------------

# shellcheck disable=SC1091
. "$built/doublon.bash"
compopt() { :; } # of the line editor only

bash_offers()
{
    local words="$1"
    words=${words//=/ = }
    read -ra COMP_WORDS <<<"$words"
    case $words in *' ') COMP_WORDS+=('') ;; esac
    COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
    COMPREPLY=()
    _doublon
    printf '%s\n' "${COMPREPLY[@]%=}"
}

zsh_offers() { zsh -f "$here/complete.zsh" "$built/doublon.zsh" "$1"; }

# Of an option whose value may be left out fish offers both, "--report" and "--report=".
fish_offers()
{
    # shellcheck disable=SC2016 # fish expands them
    fish -N -c 'set fish_complete_path; source $argv[1]; complete -C $argv[2]' \
        "$built/doublon.fish" "$1" | cut -f1 | sed 's/^--[a-z-]*=//; /^$/d'
}

shells=(bash)
has zsh && shells+=(zsh)
has fish && shells+=(fish)

# ---- options -------------------------------------------------------------------------

long_of() { awk -F'\t' -v c="$1" '$1 == "option" && $2 == c { print "--" $3 }' <<<"$table"; }
letters_of() { awk -F'\t' -v c="$1" '$1 == "option" && $2 == c && $4 { print "-" $4 }' <<<"$table"; }

check_options()
{
    local name=$1 long letters shown page
    long=$(long_of "$name")
    letters=$(letters_of "$name")
    shown=$("$command" "$name" -h | grep -oE '^ +(-[a-z], )?--[a-z-]+')
    page=$(sed -n '/^\.SH OPTIONS/,/^\.SH [^O]/p' "$built/doublon-$name.1" |
        grep -E '^\\fB\\-' | sed 's/=.*//; s/\\f.//g; s/\\-/-/g')
    same "$name -h" "$long" "$(grep -oE -- '--[a-z-]+' <<<"$shown")"
    same "$name -h" "$letters" "$(grep -oE -- ' -[a-z],' <<<"$shown" | tr -d ' ,' || true)"
    same "doublon-$name.1" "$long" "$(grep -oE -- '--[a-z-]+' <<<"$page")"
    same "doublon-$name.1" "$letters" "$(grep -oE -- '^-[a-z],' <<<"$page" | tr -d , || true)"
    for shell in "${shells[@]}"; do
        same "$shell for $name" "$long" "$("${shell}_offers" "doublon $name --")"
    done
}

# The words an option takes: all are offered, all are taken, and another one is not.
check_values()
{
    local name=$1 option=$2 values=${3//,/ } value
    for shell in "${shells[@]}"; do
        same "$shell for $name --$option" "$values" \
            "$("${shell}_offers" "doublon $name --$option=")"
    done
    for value in $values; do
        checks=$((checks + 1))
        "$command" "$name" "--$option=$value" -h >/dev/null 2>&1 ||
            fault "$name --$option=$value is offered and not taken"
    done
    if "$command" "$name" "--$option=nonsense" -h >/dev/null 2>&1; then
        fault "$name --$option=nonsense is taken"
    fi
}

for name in "${commands[@]}"; do
    check_options "$name"
done
while IFS=$'\t' read -r name option values; do
    check_values "$name" "$option" "$values"
done < <(awk -F'\t' '$1 == "option" && $6 { print $2 "\t" $3 "\t" $6 }' <<<"$table")
for shell in "${shells[@]}"; do
    same "$shell" "${commands[*]}" "$("${shell}_offers" 'doublon ')"
    same "$shell for help" "${topics[*]}" "$("${shell}_offers" 'doublon help ')"
done

# ---- pages and topics ----------------------------------------------------------------

for topic in "${topics[@]}"; do
    page=$built/doublon-$topic
    if [ "$topic" = doublon ]; then page=$built/doublon; fi
    if [ ! -s "$page.1" ] && [ ! -s "$page.7" ]; then
        fault "the topic $topic has no page"
    fi
    text=$("$command" help "$topic")
    if grep -nE '^@|`' <<<"$text"; then fault "help $topic shows what it is made of"; fi
    if grep -vE '^ +(-.,|--)|^  +usage|^ {20}' <<<"$text" | grep -nE '^.{81}'; then
        fault "help $topic is wider than a terminal"
    fi
    checks=$((checks + 1))
done
for name in "${commands[@]}"; do
    grep -qx "$name" < <(printf '%s\n' "${topics[@]}") || fault "no topic for $name"
    text=$("$command" help "$name")
    grep -qF -- '--help' <<<"$text" || fault "help $name has no options"
done
for word in dbn_doc_clean dbn_batch_clean dbn_restore 'DBN_ERR_NOMEM = 1'; do
    grep -qF -- "$word" "$built/doublon.3" || fault "doublon.3 lacks $word"
done
if has mandoc; then
    mandoc -Tlint "$built"/doublon*.[137] || fault "mandoc has something to say"
fi

[ ${#commands[@]} -ge 4 ] || fault "only ${#commands[@]} commands"
printf '%d passed, %d failed\n' "$checks" "$faults"
[ "$faults" -eq 0 ]
