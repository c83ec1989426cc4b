# A quotation mark that is left open costs its own line, and no other.
printf 'Le serveur, le maliciel, le pont, le "quai" et la porte.\n' > in.txt
printf 'fr;nl\n"serveur";server\n"maliciel;malware\npont;brug\n"qu""ai" x;kaai\n"porte";"de\ndeur"\n' > open.csv
printf 'fr\tnl\r\n"serveur"\tserver\r\n"maliciel\tmalware\r\npont\t"de ""brug"""\r\n"quai" x\tkaai\r\nporte\tdeur\r\n' > open.tsv
for table in open.csv open.tsv; do doublon terms --lang=fr --glossary=$table in.txt; echo "$?"; done
