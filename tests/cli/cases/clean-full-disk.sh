doublon clean -q "$CORPORA/fr/serveur-duqu/page.html" >/dev/full
