# The same page for Trados and memoQ, and as a project of OmegaT.
cat > page.html <<'X'
<!DOCTYPE html>
<html lang=fr><head><meta charset="utf-8"><title>Le pont</title></head>
<body><article><h1>Le pont &amp; la crue</h1>
<p>Le <b>pont</b> est <a href="/p?a=1&b=2">ferm&eacute;</a>. <i>La Meuse</i> monte
toujours, dit la <b>commune.</b> Les <b>écoles restent ouvertes. Les bus passent</b> par la rive gauche.</p>
<p>Une ligne<br>et une autre, l’une sous l’autre, pour les riverains du quai des Tanneurs.</p>
</article><aside><p>Lire aussi : une autre page</p></aside></body></html>
X
for tool in trados memoq xliff1.2; do doublon prepare --to=nl --for=$tool page.html > $tool.xlf; done
cmp trados.xlf memoq.xlf; cmp trados.xlf xliff1.2.xlf
grep -A4 -e 'id="u3"' -e 'translate="no"' trados.xlf
doublon validate trados.xlf && echo valid
doublon merge trados.xlf | cmp - page.html && echo the same
echo --- segments translated, then as one, then wrongly
translate() { sed "s|<seg-source>\(<mrk[^>]*>\)Une ligne\(<ph.*</ph>\).*</seg-source>|&<target>$1</target>|" trados.xlf > nl.xlf; doublon merge nl.xlf > nl.html; code=$?; test $code = 0 && diff page.html nl.html; echo "exit $code"; }
translate '\1Een regel\2en nog een.</mrk>'
translate 'Een regel\2en nog een.'
translate '\1Een regel.</mrk>'
translate '\1Een regel\2\2.</mrk>'
translate '\1Een regel\2.<x id="99"/></mrk>'
translate '\1Een regel\2.</mrk>En nog een.'
echo --- as one, and its sentences elsewhere
cat > twice.html <<'X'
<!DOCTYPE html>
<html lang=fr><head><meta charset="utf-8"><title>Le pont</title></head>
<body><article><p>Le pont de la ville est fermé. La Meuse monte toujours ce soir.</p>
<p>Le pont de la ville est fermé.</p>
<p>La Meuse monte toujours ce soir.</p></article></body></html>
X
doublon prepare --to=nl --for=trados twice.html > twice.xlf
sed '/id="u2"/,/seg-source/s|</seg-source>|&<target>De brug is dicht. De Maas stijgt.</target>|' twice.xlf > joined.xlf
doublon merge joined.xlf | diff twice.html -
sed 's|<seg-source>\(.*\)</seg-source>|&<target state="new">\1</target>|; s|\(<target.*\)\(<mrk[^>]*>\)\(.*\)</mrk>\(.*</target>\)|\1\3\4|; s|\(<target.*\)\(<mrk[^>]*>\)\(.*\)</mrk>\(.*</target>\)|\1\3\4|' twice.xlf > copied.xlf
grep -c '<target state="new">[^<]*</target>' copied.xlf
doublon merge --untranslated=fail copied.xlf; echo "exit $?"
sed 's|&lt;br&gt;|\&lt;hr\&gt;|' trados.xlf > data.xlf; doublon merge data.xlf; echo "exit $?"
echo --- OmegaT
doublon prepare --to=nl --for=omegat page.html; echo "exit $?"
doublon prepare --to=nl --for=omegat -o project page.html; echo "exit $?"
find project | sort
cat project/omegat.project
grep 'id="u3-' project/source/page.html.xlf
grep -A2 'u4"' project/source/page.html.xlf | grep -c 'trans-unit id="u4-s1"'
doublon validate project/source/page.html.xlf && echo valid
doublon merge project/source/page.html.xlf | cmp - page.html && echo the same
sed 's|>Le pont</target>|>De brug</target>|; s|\(<target[^>]*>\)Les \(<bpt.*</bpt>\).*</target>|\1De \2scholen zijn open.</target>|' project/source/page.html.xlf > project/target/page.html.xlf
doublon merge project/target/page.html.xlf | diff page.html -
sed 's|<target[^>]*>Une ligne.*</target>|<target>Een regel.</target>|' project/source/page.html.xlf > lost.xlf
doublon merge --ui=fr lost.xlf; echo "exit $?"
echo kept > project/omegat.project; doublon prepare --to=de --for=omegat --force -o project page.html; cat project/omegat.project
echo --- a page that was read as a text
doublon prepare --to=nl --input=text twice.html > raw.xlf
doublon merge raw.xlf; echo "exit $?"
doublon merge --input=text raw.xlf | cmp - twice.html && echo the same
