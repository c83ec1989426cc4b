# Of several translations those in one language are taken; what was passed over is said.
unit() { printf '<tu>'; for v in "$@"; do printf '<tuv xml:lang="%s"><seg>%s</seg></tuv>' "${v%%|*}" "${v#*|}"; done; printf '</tu>\n'; }
head() { printf '<tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" srclang="%s" datatype="plaintext"/><body>\n' "$1"; }
{ head fr; unit 'fr|Oui.' 'nl|Ja.' 'es|Sí.' 'nl-BE|Jawel.'; unit 'fr|Non.' 'es|No.'; unit 'fr|Pont.' 'nl|Brug.'; echo '</body></tmx>'; } > many.tmx
{ head '*all*'; unit 'nl|Weg.' 'de|Weg!' 'fr|Route.'; echo '</body></tmx>'; } > all.tmx
doublon memory add --ordered --to=nl -m m many.tmx all.tmx
doublon memory export -m m | grep -o 'xml:lang="[^"]*"\|<seg>[^<]*'
doublon memory add --to=nl --ui=fr -m m many.tmx
# A source in the language of another place is a source; both places may be translations.
{ head fr-BE; unit 'fr-BE|Septante.' 'fr-FR|Soixante-dix.'; unit 'fr-BE|Oui.' 'es|Sí.'; echo '</body></tmx>'; } > places.tmx
{ head '*all*'; unit 'fr-FR|Nonante ?' 'fr-BE|Nonante.'; echo '</body></tmx>'; } > any.tmx
doublon memory add --to=fr-FR -m p places.tmx any.tmx
doublon memory export -m p | grep -o 'xml:lang="[^"]*"\|<seg>[^<]*'
