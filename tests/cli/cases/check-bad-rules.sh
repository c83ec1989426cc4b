cp -R "$CORPORA/../dicts" d
printf -- "- rule: fr.bad.x\n  scope: text\n  pattern: \"(\"\n  wrong: [a, b]\n  left: [c, d]\n" >d/fr/rules/bad.yaml
DOUBLON_DICTS=d doublon explain fr.bad.x
printf -- "- rule: fr.bad.x\n  scope: text\n  when: [a]\n" >d/fr/rules/bad.yaml
DOUBLON_DICTS=d doublon explain fr.bad.x
printf -- "- rule: fr.bad.x\n  scope: text\n  guard: magic\n" >d/fr/rules/bad.yaml
DOUBLON_DICTS=d doublon explain fr.bad.x
printf -- "- rule: fr.bad.x\n  code: magic\n" >d/fr/rules/bad.yaml
DOUBLON_DICTS=d doublon explain fr.bad.x
printf "fr-FR: [a]\n" >d/fr/conventions.yaml
DOUBLON_DICTS=d doublon explain fr.bad.x
