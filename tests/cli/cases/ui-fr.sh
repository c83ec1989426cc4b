# Messages in French, those made deep in the library too; records stay English.
cp "$CORPORA/fr/accident-bilan/dump.txt" accident.txt
doublon clean --ui=fr accident.txt >out.txt
printf '{"text":"a"}\n{"text":\n[1]\n' >lines.jsonl
doublon clean --ui=fr -f jsonl lines.jsonl | grep -o '"error":"[^"]*"'
cp "$INPUTS/article.html" a.html
printf '\211PNG\r\n\032\n' >image.png
doublon clean --ui=fr a.html image.png nowhere.html >out.txt
doublon clean --ui=fr --log=same -o same a.html
doublon clean --ui=fr --format=html --log=log a.html
doublon clean --ui=fr --only=layout a.html >out.txt
doublon clean --ui=fr -o a.html a.html
doublon clean --ui=fr --frobnicate
doublon clean --ui=fr --quiet=yes
doublon clean --format=xml --ui=fr
doublon clean --ui=fr --log
doublon clean --ui=de
doublon --ui=fr frobnicate
doublon restore --ui=fr a.html
doublon restore --ui=fr --log=nowhere a.html
doublon restore --ui=fr --log=a.html a.html
mkdir dicts
DOUBLON_DICTS=dicts doublon clean --ui=fr a.html
DOUBLON_DICTS=nowhere doublon clean --ui=fr a.html
