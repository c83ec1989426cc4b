# A page as PO and as a table, and back: sentences are looked up, tags are those of the
# sentence, whatever their order.
cat > page.html <<'X'
<!DOCTYPE html>
<html lang=fr><head><meta charset="utf-8"><title>Le pont &amp; la crue</title></head>
<body><article><h1>Le pont &amp; la crue</h1>
<p>Le <b>pont</b> est <a href="/p?a=1&b=2">ferm&eacute;</a>. <i>La Meuse</i> monte
toujours, dit la commune. Les écoles restent ouvertes, les bus passent par la rive gauche.</p>
<p>Un <span class=a>quai</span>, un <span class=b>pont</span>, et <span hidden>caché</span>fermés tous les deux.</p>
<p>Les écoles restent ouvertes, les bus passent par la rive gauche.</p>
<img src=x.png alt='Le "pont", lundi'>
<p>La commune annonce une réouverture du pont avant la fin de la semaine.</p></article></body></html>
X
doublon prepare --to=nl --for=po page.html > page.po; cat page.po
doublon prepare --to=nl --for=tsv page.html > page.tsv; cat page.tsv
for file in page.po page.tsv; do doublon merge $file | cmp - page.html && echo the same; done
echo --- translated
# translate FROM TO: give the message FROM of page.po the translation TO, and add it.
translate() { awk -v from="$1" -v to="$2" '$0 == "msgid \"" from "\"" { print; getline; print "msgstr \"" to "\""; next } { print }' "${3:-page.po}"; }
translate 'Le pont &amp; la crue' 'De brug & het \\"hoogwater\\" &lt; 5 m' > 1.po
translate 'Un <span class=a>quai</span>, un <span class=b>pont</span>, et <span hidden><x id=\\"11\\"/></span>fermés tous les deux.' \
  'Een <span class=b>brug</span> en een <span class=a>kaai</span>, <span hidden><x id=\\"11\\"/></span>allebei dicht.' 1.po > 2.po
translate 'Les écoles restent ouvertes, les bus passent par la rive gauche.' 'De scholen \\145n\\x20de bussen.' 2.po > nl.po
cat >> nl.po <<'X'

#, fuzzy
msgid "Le <b>pont</b> est <a href=\"/p?a=1&b=2\">fermé</a>."
msgstr "De <b>brug</b> is dicht."

#: elsewhere
msgid ""
"Une autre "
"phrase."
msgstr "Een andere zin."

#~ msgid "Vieux"
#~ msgstr "Oud"
X
doublon merge nl.po | diff page.html -
sed 's/\t"Le ""pont"", lundi"\t$/\t"Le ""pont"", lundi"\t"De ""brug"",\n maandag"/' page.tsv > nl.tsv
doublon merge nl.tsv | diff page.html -
echo --- as spreadsheets write tables
iconv -f UTF-8 -t UTF-16 nl.tsv > 16.tsv
doublon merge 16.tsv | diff page.html -
printf '"source:fr";"target:nl"\r\n"Le pont &amp; la crue";"De brug; ""hoogwater"""\r\n' > nl.csv
doublon merge --page=page.html nl.csv | diff page.html -
printf 'target,source\nDe brug,Le pont &amp; la crue\n' > nl.csv
doublon merge --page=page.html nl.csv | diff page.html -
echo --- what is refused
printf 'source\ttarget\nLe pont &amp; la crue\tDe brug\nx\ty\nLe pont &amp; la crue\tDe kaai\n' > two.tsv
doublon merge --page=page.html two.tsv; echo "exit $?"
printf '\377\376s\0o\0u\0r\0c\0e\0\t\0t\0a\0r\0g\0e\0t\0\n\0a\0\t\0\0\330\n\0' > half.tsv
doublon merge --page=page.html half.tsv; echo "exit $?"
awk '/^msgid "La commune/ { print; getline; print "msgstr \"<u>x</u>\""; next } { print }' page.po > bad.po
doublon merge bad.po; echo "exit $?"
awk '/^msgid "Un <span/ { print; getline; print "msgstr \"Een <span class=a>kaai</span>\""; next } { print }' page.po > lost.po
doublon merge lost.po; echo "exit $?"
awk '/^msgid "Un <span/ { print; getline; print "msgstr \"</span>x<span class=a>\""; next } { print }' page.po > turned.po
doublon merge --ui=fr turned.po; echo "exit $?"
printf 'msgid "a"\nmsgstr "b\n' > open.po; doublon merge --page=page.html open.po; echo "exit $?"
printf 'msgid "a"\nmsgid_plural "b"\n' > plural.po; doublon merge --page=page.html plural.po; echo "exit $?"
printf 'msgid ""\nmsgstr "Content-Type: text/plain; charset=ISO-8859-1\\n"\n' > latin.po; doublon merge --page=page.html latin.po; echo "exit $?"
printf 'source\ttarget\nab\t"cd\n' > open.tsv; doublon merge --page=page.html open.tsv; echo "exit $?"
iconv -f UTF-8 -t UTF-16 page.po >wide.po; doublon merge wide.po; echo "exit $?"
sed 's/^"Language: nl/"Language: "><script>/; s/"></\\"></' page.po >tag.po; doublon merge --set-lang tag.po >/dev/null; echo "exit $?"
sed '1s/target:nl/target:"><s/; 1s/:"/:""/' page.tsv >tag.tsv; doublon merge --set-lang tag.tsv >/dev/null; echo "exit $?"
sed 's/^"Language: nl/"Language: nl_BE.UTF-8@latin/' nl.po >locale.po; doublon merge --set-lang locale.po | grep '<html'
doublon merge --untranslated=fail page.po; echo "exit $?"
echo --- a text
printf 'Il pleut & il vente <fort>.\n\nIl fait beau.\n' > t.txt
doublon prepare --to=nl --for=po --lang=fr t.txt |
  awk '/^msgid "Il pleut/ { print; getline; print "msgstr \"Het regent & <hard>.\""; next } { print }' > t.po
doublon merge t.po
echo --- no formulas
printf "=1+1 est vrai.\n\n- Non.\n\n'=2 est faux.\n\n's avonds regent het.\n" > f.txt
doublon prepare --to=nl --for=tsv --lang=fr f.txt > f.tsv; cat f.tsv
doublon merge f.tsv | cmp - f.txt && echo the same
doublon prepare --to=nl --for=po --repetitions=once f.txt; echo "exit $?"
doublon prepare --to=nl --least=80 f.txt; echo "exit $?"
