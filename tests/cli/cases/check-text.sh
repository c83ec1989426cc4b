doublon check -l fr -p fr-FR "$INPUTS/desk.txt" | sed "s|$INPUTS/||"
