# A page to revise translations on: the file is in it, whole
cat >page.html <<'END'
<html lang=fr><title>Le pont</title><p>Le <b>pont</b> de Courtrai est fermé. Rien ne passe.</p><p>Rien ne passe.</p></html>
END
doublon prepare --to=nl page.html |
    sed 's/<source>Rien ne passe.<\/source>/&<target>Niets rijdt er 3 keer.<\/target>/' >page.xlf
printf 'fr\tnl\npont\tbrug\n' >terms.tsv
doublon check --no-config --glossary=terms.tsv --format=html page.xlf | sed -e '/<style>/,/<\/style>/d' -e '/<script>/,/<\/script>/d' -e '/^<meta/d' -e '/class="file"/,/^&.*<\/div>/d'
# Lists of messages are shown, and cannot be edited there
doublon prepare --to=nl --for=po page.html >page.po
doublon check --no-config --ui=fr --format=html page.po | grep -c 'class="target"\|class="file"\|<script>'
# What a memory had, and in what its source differs
cat >match.xlf <<'END'
<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" xmlns:mtc="urn:oasis:names:tc:xliff:matches:2.0" version="2.1" srcLang="fr" trgLang="nl">
<file id="f"><unit id="u1"><mtc:matches>
<mtc:match ref="#s1" similarity="85" origin="press.tmx"><source>Personne ne sait &amp; dit vraiment pourquoi.</source><target>a</target></mtc:match>
<mtc:match ref="#s2" similarity="91" origin="press.tmx"><source>Il y a 12 camions.</source><target>b</target></mtc:match>
</mtc:matches>
<segment id="s1"><source>Personne ne sait &amp; dit pourquoi.</source></segment>
<segment id="s2"><source>Il y a 15 camions.</source><target/></segment></unit>
<unit id="u2"><segment id="s1"><source>Rien.</source></segment></unit></file></xliff>
END
doublon check --no-config --format=html match.xlf | grep -e 'class="was"' -e '% like' -e 'no translation' | sed 's/.*<p class="was">/was /'
# Codes of what it had are those of the source, where its source has the same
cat >coded.xlf <<'END'
<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" xmlns:mtc="urn:oasis:names:tc:xliff:matches:2.0" version="2.1" srcLang="fr" trgLang="nl">
<file id="f"><unit id="u1"><mtc:matches>
<mtc:match ref="#s1" similarity="100"><source>Le <pc id="7">pont</pc> &amp; la <ph id="9"/>route.</source><target><ph id="9"/>De <pc id="7"><mrk id="m" translate="no">brug</mrk></pc> &amp; de weg.</target></mtc:match>
<mtc:match ref="#s2" similarity="99"><source>Le <ph id="9"/>pont est fermé.</source><target>De <ph id="9"/>brug is dicht.</target></mtc:match>
<mtc:match ref="#s3" similarity="100"><source>Un <sc id="9"/>pont<ec startRef="9"/>.</source><target>Een <sc id="9"/>brug<ec startRef="9"/><ph id="8"/>.</target></mtc:match>
<mtc:match ref="#s4" similarity="100"><source>Un <sc id="9"/>port<ec startRef="9"/>.</source><target>Een <sc id="9"/>haven<ec startRef="9"/>.</target></mtc:match>
</mtc:matches>
<segment id="s1"><source>Le <pc id="1">pont</pc> &amp; la <ph id="2"/>route.</source></segment>
<segment id="s2"><source>Le <pc id="3">pont</pc> est fermé.</source></segment>
<segment id="s3"><source>Un <pc id="4">pont</pc>.</source></segment>
<segment id="s4"><source>Un <sc id="5"/>port<ec startRef="5"/>.</source></segment></unit></file></xliff>
END
doublon validate coded.xlf; doublon check --no-config --format=html coded.xlf | grep -o '<p class="memory".*</p>'
