echo "Quoi?" | doublon check -l fr -p fr-FR >/dev/null; echo $?
echo "Quoi?" | doublon check -l fr -p fr-FR --fail-on=info >/dev/null; echo $?
echo "le 31 avril" | doublon check -l fr -p fr-FR >/dev/null; echo $?
echo "le 31 avril" | doublon check -l fr -p fr-FR --fail-on=never >/dev/null; echo $?
echo "Rien." | doublon check -l fr --in-place; echo $?
