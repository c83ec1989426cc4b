mkdir -p house/archives house/rules/fr/rules
printf 'Un texte  avec le malware [[ a  b ]].\n' | tee house/a.txt >house/archives/b.txt
printf -- '---\ntitle: Deux  mots\ntags: Trois  mots\n---\n\nFin.\n' >house/c.md
cat >house/rules/fr/rules/grammar.yaml <<'RULES'
- rule: fr.grammar.house-end
  scope: text
  severity: error
  pattern: '\bFin\.'
  message: {en: "say more", fr: "en dire plus"}
  wrong: ['Fin.', 'La Fin.']
  left: ['Finir.', 'Enfin !']
RULES
cat >house/.doublon.yaml <<'CONFIG'
lang: fr
profile: fr-FR
front-matter: [title]
rules: rules
protect: ['\[\[.*?\]\]']
terms: {malware: maliciel}
levels: {fr.typo.double-space: error}
files:
  - paths: [archives/]
    disable: [typo]
    fail-on: never
  - paths: [c.md]
    levels: {fr.grammar.house-end: info, fr.typo: warning}
CONFIG
doublon check house/a.txt
echo "a.txt: $?"
doublon check house/archives
echo "archives: $?"
doublon check --ui=fr house/c.md
echo "c.md: $?"
(cd house/archives && doublon check --stdin-filename=x.txt <b.txt)
echo "standard input: $?"
doublon check --disable=style --fail-on=never house/a.txt
doublon check --no-config -l fr --fail-on=error house/a.txt >/dev/null
echo "without: $?"
