# a text in another language than was said is aligned all the same, and named
cp "$CORPORA/bitexts/tram-liege/fr.txt" "$CORPORA/bitexts/tram-liege/en.txt" "$CORPORA/bitexts/tram-liege/nl.txt" .
doublon align --lang=fr,nl --no-dictionaries fr.txt en.txt 2>&1 >/dev/null | grep looks
doublon align --lang=fr,nl --no-dictionaries nl.txt fr.txt 2>&1 >/dev/null | grep looks
doublon align --lang=fr-BE,nl-BE --no-dictionaries fr.txt nl.txt 2>&1 >/dev/null | grep looks; echo $?
