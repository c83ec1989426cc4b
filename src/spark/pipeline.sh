#!/usr/bin/env bash
#
# pipeline.sh - what a corpus repeats, with sort and GNU parallel.
#
#     pipeline.sh FOLDER [OPTION…] -- FILE… > told.jsonl
#
# FILE… are JSON Lines, each a part of the input; OPTION… are those of doublon dedup,
# and the lines are the same. FOLDER, which must not exist, holds what stands between
# the steps: about thirty times the input.
#
# Environment: DOUBLON, the command (doublon); JOBS, processes at a time (one a
# processor); PARTS, into which lines are shared out between two steps (as many).
#
# With more machines: FOLDER on a disk that all see, and parallel --sshloginfile.
set -euo pipefail
export LC_ALL=C

usage()
{
    echo 'usage: pipeline.sh FOLDER [OPTION…] -- FILE…' >&2
    exit 2
}

folder=${1:-}
[ -n "$folder" ] || usage
shift
options=()
while [ $# -gt 0 ] && [ "$1" != -- ]; do
    options+=("$1")
    shift
done
[ $# -ge 2 ] || usage
shift
files=("$@")
jobs=${JOBS:-$(nproc)}
export DOUBLON=${DOUBLON:-doublon} PARTS=${PARTS:-$jobs}
mkdir -- "$folder"

# Share the lines out to $1.0 … by their keys, of which the digits 13 to 16 are as good
# as drawn. They stay in order.
share_out()
{
    awk -v to="$1" -v parts="$PARTS" '
        function digit(at) { return index("123456789abcdef", substr($0, at, 1)) }
        {
            part = ((digit(13) * 16 + digit(14)) * 16 + digit(15)) * 16 + digit(16)
            print > (to "." part % parts)
        }'
}

# All lines of part $2 of what the steps $1 wrote, in order; none is possible.
lines_of()
{
    local step files=()
    for step in $1; do
        mapfile -t -O "${#files[@]}" files < <(find "$folder" -name "$step.*.$2")
    done
    [ ${#files[@]} -eq 0 ] || sort -m "${files[@]}"
}

# A document that failed is told, and no reason to end: status 4.
tolerate()
{
    "$@" || { [ $? -eq 4 ] && : >"$folder/failed"; }
}

# sign_file NUMBER FILE
sign_file()
{
    tolerate "$DOUBLON" step sign --part="$1" --input=jsonl "${options[@]}" "$2" |
        sort | share_out "$folder/contents.$1"
}

# step_part STEP FROM TO PART: one part of what FROM wrote goes through STEP.
step_part()
{
    lines_of "$2" "$4" | "$DOUBLON" step "$1" "${options[@]}" | sort |
        share_out "$folder/$3.$4"
}

# apply_file NUMBER FILE
apply_file()
{
    # The number of a document begins with that of its part.
    lines_of copies '*' | { grep "^$(printf %06x "$1")" || :; } >"$folder/told-of.$1"
    tolerate "$DOUBLON" step apply --part="$1" --copies="$folder/told-of.$1" \
        --input=jsonl "${options[@]}" "$2" >"$folder/lines.$1"
}

# What runs elsewhere gets the functions, and the options as a declaration.
declared=$(declare -p folder options && declare -f)

# in_parallel FUNCTION [ARGUMENT…]: one job a line of standard input, its last words.
in_parallel()
{
    parallel --halt now,fail=1 --jobs "$jobs" --colsep '\t' \
        "bash -c 'set -euo pipefail; eval \"\$1\"; shift; \"\$@\"' - \"\$declared\" $*" '{1}' '{2}'
}
export declared

# step STEP FROM… TO
step()
{
    local name=$1 from=${*:2:$#-2} to=${*: -1}
    seq 0 $((PARTS - 1)) | in_parallel step_part "$name" "'$from'" "$to"
}

# All the links, to see whether a round has changed them.
links_of()
{
    lines_of "$1" '*' | cksum
}

number_files()
{
    local i
    for i in "${!files[@]}"; do
        printf '%d\t%s\n' "$i" "${files[$i]}"
    done
}

number_files | in_parallel sign_file
step pairs contents grams
step pairs grams shares
step pairs shares pairs
step verify contents pairs texts
step verify contents texts links.0
round=0
changed=yes
while [ "$changed" = yes ]; do
    step components "links.$round" "links.$((round + 1))"
    [ "$(links_of "links.$round")" != "$(links_of "links.$((round + 1))")" ] || changed=no
    round=$((round + 1))
done
step apply contents "links.$round" told
step apply told copies
number_files | in_parallel apply_file
for i in "${!files[@]}"; do
    cat "$folder/lines.$i"
done
[ ! -e "$folder/failed" ] || exit 4
