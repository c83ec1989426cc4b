entries() {
    doublon clean -q --format=jsonl "$1" | sed -n 's/.*"entries":\[\(.*\)\],"blocks".*/\1/p' |
        sed 's/},{/},\
{/g'
}

echo "a dump"
cat >dump.txt <<'EOF'
La crue de la Vesdre : suivez la situation en direct
La rivière est sortie de son lit dans la nuit de jeudi à vendredi. Les secours évacuent les quartiers bas.
14h32 - Le pont de fer est fermé
La police a fermé le pont de fer à toute circulation, piétons compris, en raison de la pression de l’eau sur les piles.
13h05 - Les écoles renvoient leurs élèves
Les trois écoles du bas de la ville ont demandé aux parents de venir chercher les enfants avant quatorze heures.
Un bus attend au carrefour de la gare pour ceux qui habitent sur les hauteurs.
11h50
Premier bilan
Quarante caves sont inondées et deux familles ont dû quitter leur maison, selon le bourgmestre.
Vendredi 1er mars 2024, 10 h 12. Une digue de sacs de sable est dressée rue Basse par les pompiers et des voisins.
EOF
entries dump.txt

echo "a page: <time>, then JSON-LD by the hour"
cat >page.html <<'EOF'
<!doctype html><html lang="fr"><head><title>La crue, en direct</title>
<script type="application/ld+json">{"@type":"LiveBlogPosting","headline":"La crue, en direct","datePublished":"2024-03-01T06:10:00+01:00","liveBlogUpdate":[{"@type":"BlogPosting","headline":"Fermeture du pont","datePublished":"2024-03-01T13:32:00Z","author":{"@type":"Person","name":"Paul Hansez"}},{"@type":"BlogPosting","headline":"Écoles","datePublished":"2024-03-01T13:05:00+01:00"}]}</script></head>
<body><main><article><h1>La crue, en direct</h1>
<p>La rivière est sortie de son lit dans la nuit de jeudi à vendredi, et les secours évacuent les quartiers bas.</p>
<article><time>14h32</time><h2>Le pont de fer est fermé</h2><p>La police a fermé le pont de fer à toute circulation, piétons compris, en raison de la pression de l’eau sur les piles.</p></article>
<article><time>13h05</time><h2>Les écoles renvoient leurs élèves</h2><p>Les trois écoles du bas de la ville ont demandé aux parents de venir chercher les enfants avant quatorze heures.</p></article>
<article><time datetime="2024-03-01T10:50:00Z">11h50</time><h2>Premier bilan</h2><p>Quarante caves sont inondées et deux familles ont dû quitter leur maison, selon le bourgmestre.</p></article>
</article></main></body></html>
EOF
entries page.html

echo "a page without stamps: the headings of JSON-LD"
cat >headings.html <<'EOF'
<!doctype html><html lang="fr"><head><title>La crue, en direct</title>
<script type="application/ld+json">{"@type":"LiveBlogPosting","headline":"La crue, en direct","liveBlogUpdate":[{"@type":"BlogPosting","headline":"Le pont de fer est fermé","datePublished":"2024-03-01T14:32:00+01:00"},{"@type":"BlogPosting","headline":"Les écoles renvoient leurs élèves","datePublished":"2024-03-01T13:05:00+01:00"}]}</script></head>
<body><article><h1>La crue, en direct</h1>
<p>La rivière est sortie de son lit dans la nuit de jeudi à vendredi, et les secours évacuent les quartiers bas.</p>
<h2>Le pont de fer est fermé</h2><p>La police a fermé le pont de fer à toute circulation, piétons compris, en raison de la pression de l’eau sur les piles.</p>
<h2>Les écoles renvoient leurs élèves</h2><p>Les trois écoles du bas de la ville ont demandé aux parents de venir chercher les enfants avant quatorze heures.</p>
</article></body></html>
EOF
entries headings.html

echo "no live page: a timetable, hours of sentences, hours in no order"
cat >none.txt <<'EOF'
Le programme de la journée des moulins
Les trois moulins de la vallée ouvrent leurs portes ce dimanche, et le meunier de Sart explique comment on taille une meule.
9h30 - Accueil
10h00 - Visite
11h15 - Goûter
14h30 du matin au soir, rien ne bouge dans la vallée, où les roues attendent une eau qui ne vient plus depuis le mois de juin.
EOF
entries none.txt
cat >order.txt <<'EOF'
Les heures d’une usine
L’usine de papier ne s’arrête jamais, et ceux qui y travaillent racontent chacun l’heure à laquelle commence leur journée.
06h00 - Marie ouvre la halle et met en marche la première machine, celle qui broie le bois arrivé la veille par le train.
22h00 - Karim relève l’équipe du soir et note dans un cahier la hauteur de la cuve, comme on le fait ici depuis trente ans.
05h00 - Jeanne balaie la cour avant que les camions arrivent, et boit son café debout contre le mur encore tiède du four.
23h00 - Louis éteint les lampes de la cantine et laisse celle du couloir, parce que quelqu’un finit toujours par revenir.
EOF
entries order.txt
