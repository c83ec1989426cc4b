cp "$INPUTS/desk.html" d.html
doublon check -p fr-FR d.html
doublon check -p fr-FR --fix=safe d.html
