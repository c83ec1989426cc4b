# Files of translators against their standards: a verdict each, the rest goes on.
cat > good.xlf <<'X'
<?xml version="1.0" encoding="utf-8"?>
<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="fr" trgLang="nl">
  <file id="f1">
    <unit id="u1">
      <segment>
        <source>Le <pc id="1">camion</pc> est parti.</source>
        <target>De <pc id="1">vrachtwagen</pc> is vertrokken.</target>
      </segment>
    </unit>
  </file>
</xliff>
X
sed -e 's/ trgLang="nl"//' -e 's/<pc id="1">vracht/<pc id="1" type="bold">vracht/' good.xlf > bad.xlf
printf '<tmx version="1.4"><body/></tmx>' > header.tmx
printf '<!DOCTYPE tmx [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>\n<tmx version="1.4">&b;</tmx>' > bomb.tmx
printf 'no XML at all\n' > article.txt
doublon validate good.xlf; echo "exit $?"
doublon validate good.xlf bad.xlf header.tmx bomb.tmx article.txt; echo "exit $?"
doublon validate --ui=fr bad.xlf bomb.tmx; echo "exit $?"
doublon validate --format=jsonl good.xlf bad.xlf article.txt; echo "exit $?"
doublon validate < bad.xlf; echo "exit $?"
echo '<tbx/>' > none.tbx; sed 's/xmlns=/xmlns:x=/' good.xlf > none.xlf
doublon validate none.tbx none.xlf; echo "exit $?"
doublon validate good.xlf missing.xlf; echo "exit $?"
doublon validate missing.xlf; echo "exit $?"
doublon validate -o good.xlf good.xlf; echo "exit $?"
doublon validate good.xlf > /dev/full; echo "exit $?"
doublon validate bad.xlf > /dev/full; echo "exit $?"
