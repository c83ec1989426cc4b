# A log that was written behind itself restores nothing twice.
doublon clean -q --log=log "$CORPORA/fr/accident-bilan/dump.txt" >text
cat log log >twice
doublon restore --log=twice text >/dev/null
