# An article comes again: what is the same has its translation, the rest what it was
page() {
cat <<EOF
<html lang=fr><title>Crue à Dinant</title><article><h1>Crue à Dinant</h1>
<p>La Meuse a atteint $1 mètres <b>mardi</b> soir. $2 Les écoles restent fermées.</p>
<p>Le pont a été fermé à $3 heures. Le tunnel a été fermé à 21 heures.</p></article></html>
EOF
}
page 4 'La commune a fermé le pont Charles de Gaulle.' 19 >page.html
doublon prepare --to=nl page.html |
    sed 's#<source>Crue à Dinant</source>#&<target>Hoogwater in Dinant</target>#
s#^\(<segment id="s1"\)\(><source>La Meuse a atteint 4 mètres \(<pc .*>\)mardi</pc> soir.</source>\)#\1 state="final"\2<target>De Maas stond \3dinsdag</pc>avond op 4 meter.</target>#
s#<source>La commune.*</source>#&<target>De gemeente sloot de brug.</target>#
s#<source>Les écoles.*</source>#&<target>De scholen blijven dicht.</target>#
s#<source>Le pont a été fermé à 19 heures.</source>#&<target>De brug ging om 19 uur dicht.</target>#' >old.xlf
doublon merge --output=nl.html old.xlf
page 5 'La commune a fermé le pont Charles de Gaulle hier.' 18 >page.html
doublon prepare --to=nl --previous=old.xlf page.html >new.xlf
grep -E '<(segment|mtc:match) ' new.xlf
doublon validate new.xlf
doublon merge new.xlf
for tool in trados po tsv omegat; do
    echo "--- $tool"
    doublon prepare --to=nl --for=$tool --previous=old.xlf --output=$tool page.html
done
grep -E '<(target|alt-trans)' trados/page.html.xlf
doublon validate trados/page.html.xlf
grep -A3 -E '^#[,|]' po/page.html.po
cut -f4- tsv/page.html.tsv
grep -o '<target.*</target>' omegat/source/page.html.xlf
echo --- a list, a folder, nothing
mkdir lists
sed '/fuzzy/d; /^#|/d' po/page.html.po >lists/page.html.po
doublon prepare --to=nl --for=po --previous=lists --output=again page.html
grep -c 'msgstr "[^"]' again/page.html.po
doublon prepare --to=nl --previous=page.html page.html
echo $?
cp page.html other.html
doublon prepare --to=nl --previous=old.xlf --output=two page.html other.html
echo $?
echo --- a caption under each picture leads nobody back
{
    echo '<html lang=fr><title>a</title>'
    for i in 1 2 3 4 5 6 7 8 9; do
        echo "<p>Agrandir cette photo.</p><p>Le ${i}e pont sur le canal de Courtrai est fermé aux camions depuis le $i mars.</p>"
        for k in a b c d e f g h i j; do for l in x y z; do echo "<p>Phrase $k$l$i de ce long texte sur les ponts $k.</p>"; done; done
    done
} >captions.html
doublon prepare --to=nl captions.html |
    sed 's/<source>\(.*\)<\/source>/<source>\1<\/source><target>\1<\/target>/' >captions.xlf
sed 's/aux camions depuis/à tous les camions depuis/' captions.html >captions2.html
doublon prepare --to=nl --previous=captions.xlf captions2.html | grep -c '<mtc:match '
echo --- another language, what failed where, nothing there
doublon prepare --to=de --previous=old.xlf page.html
echo $?
doublon prepare --to=nl-BE --previous=old.xlf page.html | grep -c '<target>'
doublon prepare --to=de --for=po --previous=lists --output=de page.html
echo $?
printf 'source:fr\ttarget:nl\nCrue à Dinant\ta\nCrue à Dinant\tb\n' >two.tsv
doublon prepare --to=nl --previous=two.tsv page.html
echo $?
doublon prepare --to=nl --for=po --previous=lists other.html | grep -c '^msgid'
echo --- two pages of one name
mkdir one two2
echo '<html lang=fr><p>Le pont est fermé.</p></html>' >one/x.html
echo '<html lang=fr><p>Le canal est ouvert.</p></html>' >two2/x.html
doublon prepare --to=nl --output=before one/x.html two2/x.html
sed -i 's/<source>\(.*\)<\/source>/<source>\1<\/source><target>\1<\/target>/' before/*.xlf
doublon prepare --to=nl --previous=before --output=after one/x.html two2/x.html
