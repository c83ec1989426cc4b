#!/bin/sh
# Learn dicts/lexicons/*-*.tsv from texts that Debian packages in many languages: the
# help of LibreOffice (libreoffice-help-*, MPL-2.0), whose paragraphs have the same ids,
# and the stories that Battle for Wesnoth tells (wesnoth-1.16 and what it needs, GPL-2+),
# messages of catalogues. Only what was learnt is kept: first letters of words and how
# sure they are, no text.
#
#     dicts/tools/lexicons.sh HELP LOCALE DOUBLON
#
# HELP is the folder of the installed help (/usr/share/libreoffice/help), LOCALE that of
# the catalogues (/usr/share/games/wesnoth/1.16/locale), DOUBLON the command that links
# words. Run when somebody decides to, never by the build.
set -eu
help=$1
locale=$2
doublon=$3
here=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

mkdir -p "$here/lexicons"
for pair in fr,en fr,nl fr,de fr,es fr,it nl,en; do
    a=${pair%,*}
    b=${pair#*,}
    python3 "$here/tools/help_pairs.py" "$help" $a $b "$work/a" "$work/b"
    python3 "$here/tools/mo_pairs.py" "$locale" $a $b "$work/more-a" "$work/more-b"
    cat "$work/more-a" >>"$work/a"
    cat "$work/more-b" >>"$work/b"
    {
        echo "# $a and $b: words by their first letters, folded; how sure. Made by dicts/tools/lexicons.sh."
        python3 "$here/tools/lexicon.py" "$doublon" $a $b "$work/a" "$work/b"
    } >"$work/lexicon"
    cp "$work/lexicon" "$here/lexicons/$a-$b.tsv" # whole, or as it was
done
