# What of a site stays is said in the end, by its kinds; --list names it.
cat > page.html <<'X'
<!DOCTYPE html><html lang=fr><head><meta charset="utf-8"><title>Le pont fermé</title></head>
<body><nav><a href="/" title="Retour à la une">Accueil</a> <a href="/s">Sport et loisirs</a></nav>
<article><h1>Le pont fermé</h1><p>Le pont de Namur est fermé depuis lundi matin.</p>
<p>Les travaux vont durer encore un bon mois.</p></article>
<footer><p>Abonnez-vous à notre lettre.</p><img src=x alt="Logo du journal"></footer></body></html>
X
go() { doublon translate --to=nl --engine="command:sed 's/Le pont fermé/De brug dicht/; s/Le pont de Namur.*/De brug van Namur is dicht./; s/Les travaux.*/$LAST/'" "$@"; echo "$?"; }
LAST='De werken duren nog een maand.'
go page.html
go --quiet page.html | tail -1
doublon prepare --to=nl page.html > page.xlf 2>/dev/null
LAST=
go --list --output=nl.xlf page.xlf
go --list --ui=fr --max-characters=60 --output=nl.xlf page.xlf
