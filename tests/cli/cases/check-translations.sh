# Files of translators: found where they lie, whichever format they have
cat >page.html <<'END'
<html lang=fr><title>Le pont</title><p>Le <b>pont</b> de Courtrai est fermé depuis le 3 mars 2024 &amp; le restera 12 jours.
Il y a 1 340 camions par jour.</p><p>Personne ne sait pourquoi. Les hébergeurs se taisent.</p></html>
END
for kind in xliff2.1 xliff1.2 po tsv; do
    doublon prepare --to=nl --for=$kind page.html >page.$kind
done
target='De <pc id="2">brug<\/pc> van Courtrai is dicht sinds 4 maart 2024 en blijft dat \&amp; (twaalf dagen.'
sed -e "s/\(<source>Le <pc.*<\/source>\)/\1<target>$target<\/target>/" \
    -e 's/\(<source>Il y a.*<\/source>\)/\1<target>Er zijn 1.430 vrachtwagens per dag.<\/target>/' \
    -e 's/\(<source>Personne.*<\/source>\)/\1<target>Personne ne sait pourquoi.<\/target>/' \
    -e 's/\(<source>Les.*<\/source>\)/\1<target>De gastheren zwijgen.<\/target>/' page.xliff2.1 >page.xlf
printf 'fr\tnl\nhébergeur\thostingbedrijf\n' >terms.tsv
doublon check --no-config --glossary=terms.tsv page.xlf
echo $?
doublon check --no-config --disable=bilingual --format=jsonl page.xlf | tr ',' '\n' | grep '"rule"'
doublon check --no-config --disable=bilingual.number-missing,bilingual.number-extra page.xlf | grep -c number
sed 's/<\/seg-source>/&<target>De <bpt id="2" rid="2">\&lt;b\&gt;<\/bpt>brug.<\/target>/' page.xliff1.2 | sed 's/^<context.*//' >old.xlf
doublon check --no-config --format=github old.xlf | head -3
sed '/^msgid "Il y a/,/^msgstr/s/^msgstr ""/msgstr ""\n"Er zijn 1.340 "\n"vrachtwagens in 2 dagen."/' page.po >done.po
doublon check --no-config done.po
sed 's/\(Il y a.*jour\.\)\t/\1\t"Er zijn ""1.340"" vrachtwagens per dag"/' page.tsv >done.tsv
doublon check --no-config done.tsv
echo $?
# What is broken, or not for repair, is refused with its place
sed 's/<\/segment>//' page.xlf >broken.xlf
doublon check --no-config broken.xlf
echo $?
doublon check --no-config --fix=safe page.xlf
echo $?
# As a page it is what a page would be
doublon check --no-config --input=html page.xlf | grep -c bilingual
doublon explain bilingual.number-missing
# Segments inside segments, units that nobody translates, and a glossary that is none
cat >nested.xlf <<'XML'
<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2"><file source-language="fr" target-language="nl" original="a" datatype="html"><body>
<trans-unit id="1"><source>Un pont de 12 m. Cinq.</source><seg-source><mrk mtype="seg" mid="1">Un <mrk mtype="seg" mid="2">pont</mrk> de 12 m.</mrk> Cinq.</seg-source>
<target><mrk mtype="seg" mid="1">Een <mrk mtype="seg" mid="2">brug</mrk> van 13 m.</mrk> Vijf.</target></trans-unit>
<group translate="no"><trans-unit id="2"><source>Un pont de 12 m.</source>
<target>Een brug van 14 m ,lang</target></trans-unit>
<trans-unit id="3" translate="yes"><source>Un pont de 12 m.</source>
<target>Een brug van 15 m.</target></trans-unit></group></body></file></xliff>
XML
doublon check --no-config --format=github nested.xlf | cut -d: -f3-5
doublon check --no-config --format=html nested.xlf | grep -c 'role="textbox"'
printf '<?xml version="1.0"?><martif type="TBX"><text><body><termEntry>' >bad.tbx
doublon check --no-config --glossary=bad.tbx nested.xlf
echo $?
doublon --ui=fr check --no-config --glossary=bad.tbx nested.xlf
# Nothing is no file of translators; tables as other programs write them
for kind in xlf tmx po; do
    : >empty.$kind
    doublon check --no-config empty.$kind
    echo $?
done
printf 'source:fr;target:nl\r\n"Il y a 5 ponts; ici.";"Er zijn 6 bruggen; hier."\r\n' >table.csv
doublon check --no-config --disable=nl table.csv
printf 'source:fr\ttarget:nl\nIl y a 5 ponts.\tEr zijn 6 bruggen.\n' | iconv -t UTF-16 >table.tsv
doublon check --no-config --disable=nl table.tsv
# What parts the columns is what makes one of them the source; without it, no table
printf 'note (a, b)\tsource:fr\ttarget:nl\nx\tIl y a 5 ponts.\tEr zijn 6 bruggen.\n' >comma.tsv
doublon check --no-config --disable=nl comma.tsv
printf 'sources:fr\ttargets:nl\nIl y a 5 ponts.\tEr zijn 6 bruggen.\n' >other.tsv
doublon check --no-config other.tsv
echo $?
# Sources whose words have one hash of 32 bits are two
printf 'source:fr\ttarget:nl\nIl a 24565 chats à Liège.\tHij heeft 24565 katten in Luik.\nIl a 32346 chats à Liège.\tIn Luik heeft hij 32346 katten.\n' >two.tsv
doublon check --no-config two.tsv
echo $?
