#!/bin/sh -eu
#
# try.sh PREFIX - the installed command does its main job (in the bare system).
# /tmp/article is the founding article; the command is on the path.
doublon doctor
doublon doctor | grep -F "${1}"
doublon --version | grep '^doublon [0-9]'
cd /tmp || exit 1
for form in page.html dump.txt; do
    doublon clean --quiet --log="$form.log" "article/$form" >"$form.text"
    test "$(grep -c 'a débranché jeudi une machine' "$form.text")" -eq 1
    test "$(grep -c 'Contenu partenaire' "$form.text")" -eq 0
    doublon restore --log="$form.log" "$form.text" | cmp - "article/$form"
done
cmp page.html.text dump.txt.text
# A legacy charset needs the data of ICU, JSON Lines simdjson.
# shellcheck disable=SC1112 # the apostrophe is what comes out
printf 'l\222\351t\351 fran\347ais' | doublon clean -q --only=encoding | grep -x 'l’été français'
printf '\226\173\223\372\202\315\220\260\223\126\202\305\202\267' |
    doublon clean -q --only=encoding --charset=shift_jis | grep -x '本日は晴天です'
printf '{"text":"L&eacute;ger."}\n' | doublon clean -q -i jsonl -f jsonl | grep '"text":"Léger."'
doublon help clean | grep -e '--survivor'
