# The report in French; contradictions stand in the margin, with both values.
cp "$CORPORA/fr/accident-bilan/dump.txt" accident.txt
doublon clean -q --ui=fr --format=html accident.txt | sed '/^<style>$/,/^<\/style>$/d'
