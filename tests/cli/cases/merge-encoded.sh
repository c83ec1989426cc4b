# A list of messages in the encoding that its head names goes into its page, is filled in it, and is checked.
printf '<html lang=fr><meta charset=utf-8><title>L’été</title><p>Un été à la mer.</p></html>\n' > page.html
doublon prepare --for=po --to=nl page.html | sed 's/charset=UTF-8/charset=ISO-8859-1/; s/L’été/L'"'"'été/' > page.po
sed '/la mer/,$s/msgstr ""/msgstr "Een zomér aan zee."/' page.po | iconv -f UTF-8 -t ISO-8859-1 > nl.po
doublon merge nl.po
doublon check nl.po | head -2
go() { doublon translate -l fr --to=nl --engine="command:sed 's/.*été à.*/$1/'" --output=out.po nl1.po; }
iconv -f UTF-8 -t ISO-8859-1 page.po > nl1.po
go 'Een zomér aan zee.'; iconv -f ISO-8859-1 -t UTF-8 out.po | tail -2
go 'Een “zomer” aan zee.'
sed 's/8859-1/8859-77/' nl.po > odd.po; doublon merge odd.po
printf 'msgid ""\nmsgstr "charset=EUC-JP\\n"\n\nmsgid "\377"\nmsgstr ""\n' > broken.po; doublon merge --ui=fr broken.po
