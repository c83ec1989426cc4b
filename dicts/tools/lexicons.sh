#!/bin/sh
# Learn dicts/lexicons/fr-*.tsv from the help of LibreOffice, which Debian packages in
# many languages with the same paragraph ids (libreoffice-help-*, MPL-2.0). Only what
# was learnt is kept: first letters of words and how sure they are, no text.
#
#     dicts/tools/lexicons.sh HELP DOUBLON
#
# HELP is the folder of the installed packages (/usr/share/libreoffice/help), DOUBLON
# the command that learns. Run when somebody decides to, never by the build.
set -eu
help=$1
doublon=$2
here=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

mkdir -p "$here/lexicons"
for lang in en nl de es it; do
    python3 "$here/tools/help_pairs.py" "$help" fr $lang "$work/a" "$work/b"
    "$doublon" align --lang=fr,$lang --segmented --no-dictionaries \
        --save-lexicon="$work/lexicon" --output="$work/beads" "$work/a" "$work/b"
    {
        echo "# French and $lang: words by their first letters, folded; how sure. Made by dicts/tools/lexicons.sh."
        cat "$work/lexicon"
    } >"$here/lexicons/fr-$lang.tsv"
done
