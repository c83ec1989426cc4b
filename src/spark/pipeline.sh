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
# All on one machine; README.md says what more of them want.
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
folder=$(realpath -- "$folder")

# What lies in FOLDER is STEP/PART/FROM: what FROM wrote in STEP for PART.

# share_out STEP FROM: by keys, of which the digits 13 to 16 are as good as drawn. Lines
# stay in order.
share_out()
{
    awk -v to="$folder/$1/" -v from="/$2" -v parts="$PARTS" '
        function digit(at) { return index("123456789abcdef", substr($0, at, 1)) }
        {
            part = ((digit(13) * 16 + digit(14)) * 16 + digit(15)) * 16 + digit(16)
            print > (to part % parts from)
        }'
}

# give_back STEP FROM: sorted lines of documents to the files that these stand in, with
# whose numbers, six digits, theirs begin.
give_back()
{
    awk -v to="$folder/$1/" -v from="/$2" '
        substr($0, 1, 6) != number {
            if (file != "") close(file)
            number = substr($0, 1, 6)
            file = to number from
        }
        { print > file }'
}

# lines_of STEPS PART: all lines that they wrote for it, in order; none is possible.
lines_of()
{
    local step folders=()
    for step in $1; do
        folders+=("$folder/$step/$2")
    done
    { printf '/dev/null\0' && find "${folders[@]}" -type f -print0; } |
        sort -m -T "$folder" --files0-from=-
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
        sort -T "$folder" | share_out contents "$1"
}

# step_part STEP FROM SHARE TO PART: one part of what FROM wrote goes through STEP, and is
# shared out by SHARE.
step_part()
{
    lines_of "$2" "$5" | "$DOUBLON" step "$1" "${options[@]}" | sort -T "$folder" |
        "$3" "$4" "$5"
}

# apply_file NUMBER FILE
apply_file()
{
    local number
    number=$(printf %06x "$1")
    lines_of copies "$number" >"$folder/told-of.$1"
    tolerate "$DOUBLON" step apply --part="$1" --copies="$folder/told-of.$1" \
        --input=jsonl "${options[@]}" "$2" >"$folder/lines.$1"
}

# A job is a shell of its own: it gets the functions, and the options as a declaration.
declared=$(declare -p folder options && declare -f)

# in_parallel FUNCTION [ARGUMENT…]: one job a line of standard input, its last words.
in_parallel()
{
    parallel --halt now,fail=1 --jobs "$jobs" --colsep '\t' \
        "bash -c 'set -euo pipefail; eval \"\$1\"; shift; \"\$@\"' - \"\$declared\" $*" '{1}' '{2}'
}
export declared

# make_folders STEP FORMAT COUNT: one a part, whose number has the format.
make_folders()
{
    local part
    for ((part = 0; part < $3; part++)); do
        printf "%s/%s/$2\0" "$folder" "$1" "$part"
    done | xargs -0 mkdir -p --
}

# step STEP FROM… TO
step()
{
    local name=$1 from=${*:2:$#-2} to=${*: -1}
    make_folders "$to" %d "$PARTS"
    seq 0 $((PARTS - 1)) | in_parallel step_part "$name" "'$from'" share_out "$to"
}

# All the links, to see whether a round has changed them.
links_of()
{
    local part
    for ((part = 0; part < PARTS; part++)); do
        lines_of "$1" "$part"
    done | cksum
}

number_files()
{
    local i
    for i in "${!files[@]}"; do
        printf '%d\t%s\n' "$i" "${files[$i]}"
    done
}

make_folders contents %d "$PARTS"
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
make_folders copies %06x "${#files[@]}"
seq 0 $((PARTS - 1)) | in_parallel step_part apply told give_back copies
number_files | in_parallel apply_file
for i in "${!files[@]}"; do
    cat "$folder/lines.$i"
done
[ ! -e "$folder/failed" ] || exit 4
