# Letters in one word: switches, and last an option with its value.
printf 'Texte.\n' >f.txt
doublon clean -qf jsonl f.txt; echo $?
doublon clean -qfjsonl -itext f.txt; echo $?
doublon clean -qqj2 f.txt; echo $?
doublon clean -qf; echo $?
doublon clean -qf nope f.txt; echo $?
doublon clean -qx f.txt; echo $?
doublon clean -q=yes f.txt; echo $?
doublon clean -fq f.txt; echo $?
doublon clean -qh | head -n 1
