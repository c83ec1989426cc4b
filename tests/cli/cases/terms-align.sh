export DOUBLON_DICTS=${CORPORA%/corpora}/dicts
cat >fr.txt <<'X'
Le rançongiciel a chiffré le serveur de la ville. Le serveur est hors ligne depuis lundi.

La ville a refusé de payer la rançon. Le rançongiciel était connu des experts.

Un pare-feu protège le réseau. Les experts ont trouvé une faille de sécurité dans le pare-feu.

La faille de sécurité est ouverte depuis mars. Le serveur sera remplacé.
X
cat >nl.txt <<'X'
De gijzelsoftware heeft de server van de stad versleuteld. De server is sinds maandag offline.

De stad weigerde het losgeld te betalen. De gijzelsoftware was bekend bij de experts.

Een firewall beschermt het netwerk. De experts vonden een beveiligingslek in de firewall.

Het beveiligingslek staat sinds maart open. De server wordt vervangen.
X
printf 'fr\tnl\nserveur\tserver\npare-feu\tbrandmuur\n' >ours.tsv
# which dictionaries are installed is told on standard error
doublon terms --align --lang=fr,nl -g ours.tsv fr.txt nl.txt 2>/dev/null; echo $?
doublon terms --align --lang=fr,nl -f martif fr.txt nl.txt 2>/dev/null | head -9
doublon terms --align --lang=fr,nl -f tbx fr.txt nl.txt 2>/dev/null | head -8
doublon terms --align --lang=fr fr.txt nl.txt; echo $?
doublon terms --align --lang=fr,nl fr.txt; echo $?
doublon terms --align --lang=fr,nl -f jsonl fr.txt nl.txt; echo $?
doublon terms -f martif fr.txt; echo $?
doublon terms --align --lang=fr,nl fr.txt missing; echo $?
# a memory holds both
doublon align --lang=fr,nl --format=tmx fr.txt nl.txt >both.tmx 2>/dev/null
doublon terms --align --lang=fr,nl both.tmx 2>/dev/null | cut -f1,2; echo $?
printf '<xliff/>' >no.tmx
doublon terms --align --lang=fr,nl no.tmx 2>&1 | grep TMX
# a glossary confirms in other forms, too
printf 'fr\tnl\nserveurs\tservers\nfaille de sécurité\tlek|beveiligingslekken\n' >forms.tsv
doublon terms --align --lang=fr,nl -g forms.tsv fr.txt nl.txt 2>/dev/null | cut -f1,2,7
