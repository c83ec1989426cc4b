export DOUBLON_DICTS=${CORPORA%/corpora}/dicts
# a spreadsheet in windows-1252, with a line that has no term
printf 'fr;nl;domain;avoid\nlogiciel malveillant;kwaadaardige software;IT;malware\n;x;;\nr\351seau priv\351 virtuel;VPN;;\nserveur;server;;\n' >ours.csv
printf 'Les logiciels malveillants visent l’hébergeur; un malware suffit.\n\nDeux serveurs, un réseau privé virtuel.\n' >a.txt
printf 'R\351seaux priv\351s virtuels et SERVEURS.\n' >b.txt
doublon terms --lang=fr-BE --glossary=ours.csv a.txt b.txt; echo $?
doublon terms -l fr -g ours.csv --format=jsonl b.txt
# TBX of both versions
cat >two.tbx <<'X'
<?xml version="1.0"?>
<martif type="TBX" xml:lang="en"><text><body><termEntry id="1">
<descrip type="subjectField">IT</descrip>
<langSet xml:lang="fr"><tig><term>hébergeur</term></tig></langSet>
<langSet xml:lang="en"><tig><term>host</term></tig></langSet>
</termEntry></body></text></martif>
X
doublon terms -l fr -g two.tbx a.txt
printf 'host\n' | doublon terms --lang=en --target=fr -g two.tbx -
printf '<?xml version="1.0"?>\n<tbx>\n<bo' >broken.tbx
doublon terms -l fr -g broken.tbx -g two.tbx a.txt; echo $?
# what is missing
doublon terms -l fr -g missing.csv a.txt; echo $?
doublon terms -l fr -g ours.csv missing.txt; echo $?
doublon terms -l fr -g ours.csv --output=a.txt a.txt; echo $?
doublon terms -l fr --target=zz -g ours.csv a.txt; echo $?
doublon terms -l fr --target=nl-BE -g ours.csv b.txt
# a line that says what another one has said
printf 'serveur\tserver\nserveur\tserveerder\nserveur\tserver\n' >twice.tsv
doublon terms -l fr -g twice.tsv b.txt
