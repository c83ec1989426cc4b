cp "$CORPORA/fr/accident-bilan/dump.txt" accident.txt
cp "$CORPORA/fr/serveur-duqu/dump.txt" duqu.txt
doublon clean accident.txt >out.txt
doublon clean duqu.txt >out.txt
