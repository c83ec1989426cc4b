cd "$INPUTS" || exit
doublon clean -q --format=jsonl figures.html | sed 's/"version":"[^"]*"/"version":"…"/; s/"blocks":.*//'
