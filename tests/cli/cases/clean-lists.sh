# Ordered lists keep their numbers in Markdown and in blocks.
cat >page.html <<'PAGE'
<article><h1>How the council counts</h1>
<p>The city council voted on Monday evening for the budget of next year, after six hours of debate.</p>
<ol><li>Open the hall.</li><li>Count the votes.<ol><li>By hand first.</li><li value="4">By machine.</li></ol></li>
<li>Close the hall.<ul><li>Lock the door.</li></ul></li></ol>
<ol start="12"><li>Write the report.</li></ol>
<ol start="0"><li>Send it.</li><li>Wait.</li></ol>
<ol reversed><li>Vote.<ol reversed><li>Stand up.</li><li value="7">Sit down.</li><li>Sleep.</li></ol></li><li>Go home.</li></ol>
<ol reversed start="-1"><li>Come back.</li><li>Sit.</li></ol>
<ol start="9999999"><li>No number.</li></ol>
<p>The majority speaks of a fair effort, the opposition of a plan that nobody has read to the end.</p></article>
PAGE
doublon clean --quiet --format=markdown page.html
doublon clean --quiet --format=jsonl page.html | tr '{' '\n' | grep -o '"level":.*'
