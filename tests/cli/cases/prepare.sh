# A page for translators, and back into the page: only the words change.
cat > page.html <<'X'
<!DOCTYPE html>
<html lang=fr><head><meta charset="utf-8"><title>Le pont &amp; la crue</title>
<meta name=description content=Crue></head>
<body><article><h1>Le pont &amp; la crue</h1>
<p>Le <b>pont</b> est <a href="/p?a=1&b=2">ferm&eacute;</a>. <i>La Meuse</i> monte
toujours, dit la <b>commune.</b> Les écoles restent ouvertes, les bus passent par la rive gauche.</p>
<img src=x.png alt="Le pont, lundi">
<p>Un pont <script>if (a < b && c) { f() } // rien
g()</script>et <em translate=no>Ponts &amp; Cie</em>, <span hidden>caché</span>fermés tous les deux depuis hier soir.</p>
<p>Une ligne<br>et une autre, l’une sous l’autre, pour les riverains du quai des Tanneurs.</p></article></body></html>
X
doublon prepare --to=nl page.html > page.xlf; echo "exit $?"
cat page.xlf
doublon validate page.xlf; echo "exit $?"
doublon merge page.xlf | cmp - page.html && echo the same
sed -e 's|<source>Le pont &amp; la crue</source>|&<target>De brug \&amp; het "hoogwater"</target>|' \
    -e 's|<source>Crue</source>|&<target>Hoog "water"</target>|' \
    -e 's|<source>Le pont, lundi</source>|&<target>De brug, maandag (\&lt; 5 m)</target>|' page.xlf > nl.xlf
doublon merge nl.xlf > nl.html; echo "exit $?"
diff page.html nl.html
echo --- what is refused
doublon merge --untranslated=fail nl.xlf; echo "exit $?"
sed 's|<ec [^>]*/>||; s|</pc>||' page.xlf > broken.xlf
doublon merge broken.xlf; echo "exit $?"
sed 's|<target>|<target><ph id="99"/>|' nl.xlf > more.xlf
doublon merge more.xlf; echo "exit $?"
sed 's|<source>Une ligne.*</source>|&<target>Een regel en nog een</target>|' page.xlf > lost.xlf
doublon merge lost.xlf; echo "exit $?"
sed 's|<source>\(Une ligne<ph[^>]*>\)\(.*\)</source>|&<target>\1\1\2</target>|' page.xlf > twice.xlf
doublon merge twice.xlf; echo "exit $?"
sed 's|<pc id="6"[^>]*>\(ferm.\)</pc>|&|; s|<source>\(Le <pc id="2"[^>]*>pont</pc> est \)<pc id="6"[^>]*>\(ferm.*\)</pc>.</source>|&<target>\1\2.</target>|' page.xlf > link.xlf
doublon merge link.xlf; echo "exit $?"
sed 's|&lt;br&gt;|\&lt;br onclick="x()"\&gt;|' page.xlf > data.xlf
doublon merge data.xlf; echo "exit $?"
sed '/<unit id="u1">/,/<.unit>/d' page.xlf > gone.xlf
doublon merge gone.xlf; echo "exit $?"
sed '/<segment id="s5">/d' page.xlf > cut.xlf
doublon merge cut.xlf; echo "exit $?"
sed 's|<source>Crue</source>|&<target/>|' page.xlf > empty.xlf
doublon merge empty.xlf | cmp - page.html && echo the same
sed 's|<ph id="2"[^>]*>\(et une autre.*\)</source>|&<target>\1<pc id="2" dataRefStart="d2" dataRefEnd="d2"></pc></target>|' page.xlf > kind.xlf
doublon merge kind.xlf; echo "exit $?"
sed 's|">265<|">999999<|; s|type="to">[0-9]*<|type="to">999999<|' page.xlf > moved.xlf
doublon merge moved.xlf; echo "exit $?"
cp page.html kept.html; echo '<!-- later -->' >> page.html
doublon merge --ui=fr nl.xlf; echo "exit $?"
doublon merge --page=kept.html nl.xlf | cmp - nl.html && echo the same
printf '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="fr"><file id="f"><unit id="u"><segment><source>a</source></segment></unit></file></xliff>' > other.xlf
doublon merge other.xlf; echo "exit $?"
doublon merge -o kept.html --page=kept.html nl.xlf; echo "exit $?"
echo --- texts and encodings
printf 'La t\351l\351 est morte.\n\nVive la t\351l\351.\n' > old.txt
doublon prepare --to=pl old.txt | sed 's|<source>Vive la télé.</source>|&<target>Niech żyje!</target>|' > old.xlf
doublon merge old.xlf; echo "exit $?"
printf '<html lang=fr><meta charset=iso-8859-1><body><p>La t\351l\351 est morte, vive la t\351l\351, disait le roi au dimanche matin.</p></body></html>' > old.html
doublon prepare --to=pl --extract=none old.html | sed 's|</source>|&<target>Król é</target>|' > old.xlf
doublon merge old.xlf | sed -n l; echo "exit $?"
printf '<html lang=fr><meta charset=iso-8859-1><body><p>Le roi est mort, vive le roi, disait-on au dimanche matin.</p></body></html>' > ascii.html
doublon prepare --to=pl --extract=none ascii.html | sed 's|</source>|&<target>Król é</target>|' > ascii.xlf
doublon merge ascii.xlf; echo; echo "exit $?"
echo --- usage
doublon prepare page.html; echo "exit $?"
doublon prepare --to=nl; echo "exit $?"
doublon prepare --to=nl_BE kept.html; echo "exit $?"
doublon prepare --to=nl - < kept.html; echo "exit $?"
echo '{"text":"Une phrase."}' > docs.jsonl
doublon prepare --to=nl docs.jsonl; echo "exit $?"
doublon prepare --to=nl page.html old.txt; echo "exit $?"
mkdir a b c; cp kept.html a/page.html; cp kept.html b/page.html; cp kept.html c/page-2.html; printf '' > empty.txt
doublon prepare --to=nl --output=work a/page.html empty.txt b/page.html c/page-2.html missing.html; echo "exit $?"
ls work
doublon prepare --to=nl --output=work a/page.html; echo "exit $?"
doublon prepare --to=nl --output=work --force a/page.html; echo "exit $?"
