# A translation names its page, but nothing that has no end, and none that it is not of
echo '<html lang=fr><title>Namur</title><p>Le conseil a voté le budget.</p></html>' >page.html
doublon prepare --for=po --to=nl page.html >page.po
sed 's|X-Doublon-Page: page.html|X-Doublon-Page: /dev/zero|' page.po >zero.po
doublon merge zero.po
echo $?
sed '/X-Doublon-Page/d' page.po >none.po
doublon merge none.po
echo $?
sed '/^msgid "Le conseil/,/^msgstr/s|^msgstr ""|msgstr "De raad heeft gestemd."|' page.po >done.po
echo '<html lang=fr><p>Rien de tout cela.</p></html>' >other.html
doublon merge --page=other.html done.po
echo $?
doublon merge done.po
echo $?
# What says nothing translates nothing; no control character gets into a page
sed '/^msgid "Le conseil/,/^msgstr/s|^msgstr ""|msgstr "  "|' page.po >blank.po
doublon merge blank.po | cmp - page.html
printf 's|^msgstr ""|msgstr "De\001 raad"|' >script
sed "/^msgid \"Le conseil/,/^msgstr/$(cat script)" page.po >control.po
doublon merge control.po
echo $?
# What stands in CDATA has no references: it stays
cat >svg.html <<'Y'
<html lang=fr><title>Namur</title><p>Le conseil a voté le budget.</p>
<svg><![CDATA[Le plan de la ville & du pont]]><title>Le plan du pont</title><text>La rive droite</text></svg>
</html>
Y
doublon prepare --to=nl svg.html >svg.xlf
grep -o '<source>.*</source>' svg.xlf
doublon merge -q svg.xlf | cmp - svg.html
