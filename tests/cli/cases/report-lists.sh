# Items of ordered lists with their numbers, and blocks of another language with it.
cat >page.html <<'PAGE'
<html lang="en"><article><h1>How the council counts</h1>
<p>The city council voted on Monday evening for the budget of next year, after six hours of debate.</p>
<ol start="0"><li>Open the hall.</li><li>Count the votes.</li></ol><ul><li>Close it.</li></ul>
<p lang="fr">Le conseil communal a voté lundi soir le budget de l’année prochaine, après six heures de débat.</p>
<p>The majority speaks of a fair effort, the opposition of a plan that nobody has read to the end.</p></article>
PAGE
doublon clean -q --format=html page.html | grep '^<[a-z0-9]* class="o'
