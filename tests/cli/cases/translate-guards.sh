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
doublon translate --to=es --engine=command:cat --least=80 fr.html; echo $?
# One file that cannot be translated is told, and the others are.
doublon prepare --to=nl fr.html > unit.xlf
sed 's/srcLang="fr" trgLang="nl"/srcLang="fr;x"/' unit.xlf > bad.xlf
SED="sed 's/Le serveur dort/El servidor duerme/'"
to es --output=some unit.xlf bad.xlf fr.html; ls some
to es --set-lang unit.xlf
# What is kept as it is keeps its language, and so does a page with sentences left.
cat > kept.html <<'T'
<html lang=fr><p lang=fr>Le serveur dort.</p><blockquote lang=fr translate=no>Je dors.</blockquote><p lang=fr>Oui.</p></html>
T
SED="sed 's/Le serveur dort/El servidor duerme/; s/Oui/Sí/'"
to es --set-lang kept.html
SED="sed 's/Le serveur dort/El servidor duerme/; s/Oui.//'"
to es --set-lang kept.html
# A formula of a page is none in a table.
printf '=1+cmd|calc!A1 et le serveur dort.\n' > in.txt
to es --draft in.txt
# Who sends nothing makes no journal.
to es --dry-run --journal=none in.txt; test -e none; echo $?
to es --ui=fr in.txt
# A page that speaks of XLIFF is a page
printf '<!-- made of <xliff> --><html lang=fr><p>Le pont est fermé.</p></html>\n' >speaks.html
doublon translate --to=nl --engine='command:cat' speaks.html 2>/dev/null
