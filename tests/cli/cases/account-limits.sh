# What is passed over because a page is deeper than any is said.
{
    i=0
    while [ $i -lt 3000 ]; do printf '<div>'; i=$((i + 1)); done
    echo '<p>Un paragraphe au fond de la page.</p>'
} >deep.html
doublon clean deep.html
doublon clean -q --format=jsonl deep.html | grep -o '"findings":.*'
