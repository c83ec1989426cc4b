# Several files, each into the page it names; what stays is named; pages say their language
mkdir a b
cat >a/page.html <<'EOF'
<!DOCTYPE html>
<html xml:lang='fr'><head><meta property="og:locale" content=fr_FR>
<meta http-equiv="Content-Language" content="fr"><title>Le pont</title>
<script type="application/ld+json">{"@type":"NewsArticle","inLanguage":"fr-BE","translationOfWork":{"inLanguage":"en"}}</script></head>
<body lang="fr-BE"><nav><ul><li><a href="/">Accueil</a></li><li><a href="/a">Contenu partenaire</a></li></ul></nav>
<article><p>Le <span lang=fr>pont</span> est <q lang=en>closed</q>. Il le reste toute la semaine, dit la commune.</p></article></body></html>
EOF
printf '<html><title>La crue</title><p>La Meuse monte toujours, dit la commune au matin.</p></html>' | iconv -t UTF-16 >b/page.html
doublon prepare --lang=fr --to=nl-BE --output=work a/page.html b/page.html
for file in work/*.xlf; do
    sed 's#<source>\(L[ae] .*\)</source>#&<target>\1</target>#' $file >done.xlf && mv done.xlf $file
done
doublon merge --set-lang --output=nl work/*.xlf
echo "exit $?"
diff a/page.html nl/page.html
iconv -f UTF-16 nl/page-2.html
echo
doublon merge --list --set-lang --output=nl work/page.html.xlf
echo "exit $?"
echo none >none.xlf
doublon merge --output=nl none.xlf work/page-2.html.xlf
echo "exit $?"
cp work/page-2.html.xlf page.html.xlf
doublon merge --output=b page.html.xlf
echo "exit $?"
doublon merge work/page.html.xlf work/page-2.html.xlf
echo "exit $?"
doublon merge --page=a/page.html --output=nl work/page.html.xlf work/page-2.html.xlf
echo "exit $?"
# A block in another language that was translated is in it no more
cat >en.html <<'END'
<html lang=fr><title>Le pont</title><body><article><p lang=en>The bridge is closed, says the mayor.</p><div lang=en><p>Nobody knows why it was closed at all.</p></div>
<p>Le pont est <q lang=en>closed</q> depuis hier, dit le maire.</p></article></html>
END
doublon prepare --lang=fr --to=nl en.html | sed 's#<source>The .*</source>#&<target>De brug is dicht.</target>#' >en.xlf
doublon merge -q --set-lang en.xlf | grep lang
# A page of which nothing is translated says what it said; the place of og:locale is in capitals
printf '<html lang=fr><meta property=og:locale content=fr_FR><title>Le pont</title><p>Le pont est fermé, dit le maire.</p></html>' >bare.html
doublon prepare --lang=fr --to=NL-be bare.html >bare.xlf
doublon merge -q --set-lang bare.xlf
echo
sed 's#<source>\(L[ae] .*\)</source>#&<target>\1</target>#' bare.xlf >done.xlf
doublon merge -q --set-lang done.xlf
