cp "$INPUTS/desk.txt" d.txt
doublon check -l fr -p fr-FR --fix=safe --in-place --dry-run --fail-on=never d.txt
cmp d.txt "$INPUTS/desk.txt" && echo "as it was"
doublon check -l fr -p fr-FR --fix=safe --in-place --fail-on=never d.txt >/dev/null
cat d.txt

# Nothing is changed that was not asked for; a diff says what was.
printf 'Il est 10h.\n' >e.txt
doublon check -l fr -p fr-FR --in-place e.txt; echo $?
doublon check -l fr -p fr-FR --diff --in-place e.txt; echo $?
cat e.txt
doublon check -l fr -p fr-FR --fix=safe --diff --in-place e.txt; echo $?
cat e.txt
