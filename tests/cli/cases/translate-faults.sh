# What an engine does wrong: each is told, nothing is lost, no half page is written.
cat > page.html <<'X'
<html lang=fr><title>Un titre</title><p>Le <b>maire</b> de Namur a reçu 12 personnes lundi soir.</p>
<p>Le conseil a voté le budget.</p></html>
X
cat > good.sed <<'X'
s/^Le \(.*\)maire\(.*\) de Namur a reçu 12 personnes lundi soir/El \1alcalde\2 de Namur recibió a 12 personas el lunes por la tarde/
s/^Le \(.*\)maire/El \1alcalde/; s/^maire$/alcalde/
s/Le conseil a voté le budget/El concejo aprobó el presupuesto/; s/Un titre/Un título/
X
go() { name=$1; shift; echo "--- $name"; echo "--- $name" >&2; doublon translate --to=es --retries=1 --pause=0 "$@" page.html > out; echo "$?"; cat out; }
go number --engine='command:sed -f good.sed -e s/12/13/'
go code --engine='command:sed -f good.sed -e s/XQ1X//'
go order --engine='command:sed -f good.sed -e "s/XQ1X/-/; s/XQ2X/XQ1X/; s/-/XQ2X/"'
go empty --engine='command:sed s/.*//'
echo '<html lang=fr><title>Un titre</title><p>Le conseil a voté le budget.<br></p></html>' > code.html
doublon translate --to=es --retries=0 --pause=0 --engine='command:sed "s/Un titre/Un título/; s/Le conseil.*budget\.*/ /"' code.html; echo "$?"
go untranslated --engine=command:cat
go loop --engine='command:sed -f good.sed -e "s/El concejo.*/El concejo votó el concejo votó el concejo votó el concejo votó./"'
go fails --engine='command:exit 3'
go killed --engine='command:kill -9 $$'
go control --engine='command:sed -f good.sed -e "s/El concejo/El \x01 concejo/"'
cp page.html page.jsonl; doublon translate --to=es --engine=command:cat page.jsonl; echo "$?"
go absent --engine='command:no-such-command 2>&-'
go late --engine='command:sleep 3' --retries=0 --timeout=1
go short --max-characters=10 --engine='command:sed -f good.sed'
go engine --engine=nobody
go pair --engine=apertium --address=/nowhere
go key --engine=deepl
go model --engine=openai
echo --- journal
printf 'my diary\n' > diary
doublon translate --engine=command:cat --to=es --journal=diary page.html; echo $?
go first --journal=journal --engine='command:sed -f good.sed' | tail -n 2
head -c 150 journal > cut
go cut --journal=cut --engine='command:sed -f good.sed' | tail -n 2
cmp journal cut | sed 's/,.*//'; wc -l < cut | tr -d ' '
