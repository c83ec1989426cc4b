# What a page says of itself in JSON-LD is translated, too, but names and the whole text
cat >page.html <<'EOF'
<html lang=fr><head><title>Le pont</title><script type="application/ld+json">
{"@context":"https://schema.org","@type":"NewsArticle","headline":"Le pont \u00ab\u00a0neuf\u00a0\u00bb",
 "description":"Ferm\u00e9 \"jusqu'\u00e0\" lundi <\/b> 5 < 6","articleBody":"Le pont est fermé.",
 "author":{"@type":"Person","name":"Jean Pont"},"publisher":{"@type":"Organization","name":"La Gazette"},
 "image":[{"@type":"ImageObject","url":"/p.jpg","caption":"Le pont, lundi","name":"Pont \ud83d"}],"keywords":["pont","Meuse"]}
</script><script>var headline = {"headline": "rien"};</script></head>
<body><article><h1>Le pont</h1><p>Le pont est fermé jusqu’à lundi, dit la commune.</p></article></body></html>
EOF
doublon prepare --to=pl page.html >page.xlf
grep -E 'writing">json|<source>' page.xlf | sed 's/.*type="role">\([^<]*\)<.*/\1/'
doublon merge page.xlf 2>/dev/null | cmp - page.html && echo the same
sed 's#<source>Le pont «.*</source>#&<target>Most "nowy" </script> \\ żółć 😀</target>#; s#</script># \&lt;/script>#
s#<source>Le pont, lundi</source>#&<target>Most</target>#' page.xlf >pl.xlf
doublon merge pl.xlf 2>/dev/null | diff page.html -
# In an encoding that has not all of it; a string is no other string of the script
sed "s,’,',g" page.html | iconv -f UTF-8 -t ISO-8859-1 | sed 's/<title>/<meta charset=iso-8859-1>&/' >latin.html
doublon prepare --to=pl latin.html | sed 's#<source>Le pont, lundi</source>#&<target>żółć 😀</target>#' >pl.xlf
doublon merge pl.xlf 2>/dev/null | diff latin.html - | sed -n l
doublon prepare --to=nl --for=po page.html | sed '/^msgid "Le pont, lundi"/{n;s/""/"De \\"brug\\""/}' >nl.po
doublon merge nl.po 2>/dev/null | diff page.html -
