cp "$INPUTS/desk.txt" d.txt
doublon check -l fr -p fr-FR --fix=safe d.txt
echo "status $?"
doublon check -l fr -p fr-FR --diff d.txt
echo "status $?"
