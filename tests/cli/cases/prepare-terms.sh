# What terms become stands beside the sentences, never in them: in each form of theirs,
# once a unit, with all their translations.
cat > page.html <<'X'
<!DOCTYPE html><html lang=fr><head><meta charset="utf-8"><title>Les écoles</title></head>
<body><article><h1>Les écoles et le pont</h1>
<p>Les <b>écoles</b> restent ouvertes, dit le maire. Chaque école a un <b>centre</b> de données à elle.</p>
<p>Les bus passent par la rive gauche de la Meuse, comme hier et avant-hier.</p>
</article></body></html>
X
printf 'fr\tnl\nécole\tschool|basis"school"\nmaire\t\ncentre de données\tdatacenter\n' > terms.tsv
for tool in xliff2.1 trados po; do
  echo "--- $tool"
  doublon prepare --to=nl --for=$tool --glossary=terms.tsv page.html > $tool.out; echo "exit $?"
  grep -E '^<unit|^<trans-unit|gls:|annotates|^#\. |<segment|^<seg-source|^msgid' $tool.out
  test $tool = po || doublon validate $tool.out
  doublon merge $tool.out 2>&1 > same.html; cmp same.html page.html
done
echo --- omegat
doublon prepare --to=nl --for=omegat --glossary=terms.tsv -o project page.html; echo "exit $?"
cat project/glossary/doublon.utf8
echo --- what is wrong
doublon prepare --to=nl --glossary=none.tsv page.html > /dev/null; echo "exit $?"
printf 'de\tnl\nSchule\tschool\n' > german.tsv
doublon prepare --to=nl --glossary=german.tsv page.html > german.xlf; echo "exit $?"
wc -c <german.xlf
doublon prepare --to=nl --glossary=none.tsv --output=none page.html; echo "exit $?"
test -e none || echo nothing is made
