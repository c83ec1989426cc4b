# The report of one document: everything but the style sheet.
cp "$CORPORA/fr/serveur-duqu/dump.txt" duqu.txt
doublon clean -q --format=html duqu.txt | sed '/^<style>$/,/^<\/style>$/d'
