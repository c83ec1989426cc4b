# A sentence without a translation is as it was in the page, down to its bytes
cat >page.html <<'EOF'
<html lang=fr><title>Namur</title><article><p>Le  conseil a vot&eacute; le <b>budget</b>&nbsp;: 12&#160;000 euros.
  La   s&eacute;ance   fut   longue &amp; dure. <i>Elle</i> a fini&hellip; tard.</p></article></html>
EOF
doublon prepare --to=nl page.html >page.xlf
sed 's|^\(<segment.*><source>Le conseil.*</source>\)|\1<target>De raad stemde: <pc id="4" dataRefStart="d4" dataRefEnd="d6" type="fmt" subType="xlf:b">12 000</pc> euro.</target>|' page.xlf >some.xlf
doublon merge some.xlf
doublon prepare --for=trados --to=nl page.html >page.xlf
sed 's|^<seg-source>.*La séance.*|&<target><mrk mtype="seg" mid="3">De zitting was lang.</mrk></target>|' page.xlf >some.xlf
doublon merge some.xlf
# In a text lines that are joined and what was repaired stay as well
printf 'Le pont de la rue des Chanoines est fermé à la circula-\ntion depuis lundi matin, dit-on. Le maire de la commune\nl’a dit dans un communiqué. Les travaux vont durer encore\nun bon mois.\n' >page.txt
for tool in xliff2.1 memoq; do
    doublon prepare --for=$tool --lang=fr --to=nl page.txt >page.xlf
    sed 's|^\(<segment.*><source>Le maire.*</source>\)|\1<target>Dat zegt de burgemeester.</target>|
s|^<seg-source>.*|&<target><mrk mtype="seg" mid="3">Dat zegt de burgemeester.</mrk></target>|' page.xlf >some.xlf
    doublon merge some.xlf
done
# Two sources that differ: nobody knows which was translated
sed 's|^<source>Le pont|<source>Le port|' some.xlf >other.xlf
doublon merge other.xlf
echo $?
# A unit that moved to another place of its page says something else than that
sed 's|>12 000|>13 000|; s|Le maire|Le bourgmestre|' page.xlf >moved.xlf
doublon merge moved.xlf
echo $?
