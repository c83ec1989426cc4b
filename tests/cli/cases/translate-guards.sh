# Nothing that is read is written over; what an engine's answer says is taken as it is.
printf 'Le serveur est en panne.\n' > in.txt
printf 'serveur\tservidor\n' > terms.tsv
cat > m.tmx <<'T'
<?xml version="1.0"?><tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" srclang="fr" datatype="plaintext"/><body>
<tu><tuv xml:lang="fr"><seg>Oui.</seg></tuv><tuv xml:lang="es"><seg>Sí.</seg></tuv></tu></body></tmx>
T
doublon memory add --memory=m.memory m.tmx 2>/dev/null
cksum terms.tsv m.memory > before
to() { lang=$1; shift; doublon translate -l fr --to="$lang" --engine="command:$SED" "$@"; echo "$?"; }
SED=cat
for output in terms.tsv m.memory new; do
    to es --glossary=terms.tsv --memory=m.memory --journal=new --output=$output in.txt
done
to es --glossary=terms.tsv --journal=terms.tsv in.txt
mkdir folder; cp in.txt folder/in.txt
to es --glossary=folder/in.txt --output=folder in.txt terms.tsv
printf '{}\n' > furniture
doublon clean --furniture=furniture -o furniture in.txt; echo $?
doublon clean --furniture=furniture --log=furniture in.txt; echo $?
cksum terms.tsv m.memory | diff before -; cat furniture
# Signs that Apertium puts before words are not those of other engines.
printf 'Écrivez à la rédaction, aux journalistes, au journal, maintenant.\n' > in.txt
SED="sed 's/.*/Schrijf naar info@krant.be, de Journalist*innen: #nu @Krant./'"; to nl in.txt
# Every file is translated by the terms of its own language.
printf '<html lang=fr><p>Le serveur dort.</p></html>\n' > fr.html
printf '<html lang=en><p>The server sleeps.</p></html>\n' > en.html
cat > terms.tbx <<'T'
<?xml version="1.0"?><tbx type="TBX-Basic" style="dca" xml:lang="fr" xmlns="urn:iso:std:iso:30042:ed-2"><tbxHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></tbxHeader><text><body>
<conceptEntry id="c1"><langSec xml:lang="fr"><termSec><term>serveur</term></termSec></langSec><langSec xml:lang="en"><termSec><term>server</term></termSec></langSec><langSec xml:lang="es"><termSec><term>ordenador</term></termSec></langSec></conceptEntry></body></text></tbx>
T
SED="sed 's/Le serveur dort/El XQ1X duerme/; s/The server sleeps/El servidor duerme/; s/Le XQ1X dort/El XQ1X duerme/; s/The XQ1X sleeps/El XQ1X duerme/'"
doublon translate --to=es --engine="command:$SED" --glossary=terms.tbx --output=out fr.html en.html; echo $?
cat out/fr.html out/en.html
# A tag of a language is one; what an engine has no use for is refused.
SED=cat; to 'nl" onload="x' --set-lang fr.html
to es --model=small fr.html
to es --address=http://localhost fr.html
doublon translate --to=es --engine=apertium:whatever fr.html; echo $?
# XLIFF in UTF-16 is no page.
{ printf '\377\376'; printf '<?xml version="1.0"?><xliff version="2.0">' | iconv -t UTF-16LE; } > wide.xlf
to es wide.xlf
