doublon check -l fr -p fr-BE "$INPUTS/desk-be.txt"
