# TBX of both versions, and what we write of it
export DOUBLON_DICTS=${CORPORA%/corpora}/dicts
cat >fr.txt <<'X'
Le rançongiciel a chiffré le serveur de la ville. Le serveur est hors ligne depuis lundi.

La ville a refusé de payer la rançon. Le rançongiciel était connu des experts & du maire.

Un pare-feu protège le réseau. Les experts ont trouvé une faille de sécurité dans le pare-feu.
X
cat >nl.txt <<'X'
De gijzelsoftware heeft de server van de stad versleuteld. De server is sinds maandag offline.

De stad weigerde het losgeld te betalen. De gijzelsoftware was bekend bij de experts & de burgemeester.

Een firewall beschermt het netwerk. De experts vonden een beveiligingslek in de firewall.
X
doublon terms --lang=fr --format=tbx fr.txt >ours.tbx 2>/dev/null
doublon terms --align --lang=fr,nl --format=tbx fr.txt nl.txt >pairs.tbx 2>/dev/null
doublon terms --align --lang=fr,nl --format=martif fr.txt nl.txt >pairs2.tbx 2>/dev/null
for file in ours pairs pairs2; do
    grep -q '<term>' $file.tbx && echo terms
    doublon validate $file.tbx
    echo $?
done
sed -e 's/<term>/<termNote type="partOfSpeech">nom<\/termNote><term>/' -e 's/xml:lang="fr"/xml:lang="f r"/' >bad.tbx <<'END'
<?xml version="1.0"?>
<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">
<tbxHeader><fileDesc><sourceDesc><p>a</p></sourceDesc></fileDesc></tbxHeader>
<text><body><conceptEntry id="c1">
 <langSec xml:lang="fr"><termSec>
  <term>hébergeur</term>
  <descrip type="subjectField">web</descrip>
  <ref type="crossReference" target="c2">b</ref>
 </termSec></langSec>
</conceptEntry></body></text></tbx>
END
doublon validate bad.tbx
echo $?
doublon validate --ui=fr --format=jsonl bad.tbx
# A language that stands there twice, in other letters
sed -e '/<descrip/d; /<ref/d' -e 's/<\/termSec><\/langSec>/&<langSec xml:lang="FR"><termSec><term>hôte<\/term><\/termSec><\/langSec>/' >twice.tbx <<'END'
<?xml version="1.0"?>
<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">
<tbxHeader><fileDesc><sourceDesc><p>a</p></sourceDesc></fileDesc></tbxHeader>
<text><body><conceptEntry id="c1">
<langSec xml:lang="fr"><termSec><term>hébergeur</term></termSec></langSec>
</conceptEntry></body></text></tbx>
END
doublon validate twice.tbx
