# A rule finds nothing where its guard does not hold: neither a fault nor a fix. One guard
# is about each match, the other about the paragraph.
cp -R "$CORPORA/../dicts" d
cat >d/fr/rules/own.yaml <<'RULES'
- rule: fr.own.said
  scope: text
  fix: guarded
  guard: not-in-quotation
  pattern: '\bvoici\b'
  replacement: 'voilà'
  wrong: [{'voici': 'voilà'}, 'et voici']
  left: ['ici', 'voicis']
- rule: fr.own.paragraph
  scope: text
  guard: balanced-quotes
  pattern: '\bligne\b'
  wrong: ['la ligne', 'ligne']
  left: ['lignes', 'aligne']
RULES
printf 'Et voici « voici », puis voici la ligne.\n\nUne ligne " de trop, et la ligne.\n' >text.txt
DOUBLON_DICTS=d doublon check -l fr --disable=typo text.txt
DOUBLON_DICTS=d doublon check -l fr --disable=typo --fix=safe text.txt
