# Units that stand as in their text are each other's neighbours, which goes out again.
{
    echo '<tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" srclang="fr" datatype="html"/><body>'
    for text in 'Vient-il ?|Komt hij?' 'Oui.|Ja.' 'Ne vient-il pas ?|Komt hij niet?' 'Oui.|Toch wel.'; do
        echo "<tu><tuv xml:lang='fr'><seg>${text%|*}</seg></tuv><tuv xml:lang='nl'><seg>${text#*|}</seg></tuv></tu>"
    done
    echo '</body></tmx>'
} > text.tmx
doublon memory add --ordered -m m text.tmx
printf 'Ne vient-il pas ?\nOui.\n' | doublon memory query -m m -l fr -t nl --least=100
doublon memory export -m m | grep x-context
