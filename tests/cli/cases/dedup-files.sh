# Pages and texts: places are those of their paragraphs in the source
cat >a.html <<'END'
<html><body><article><h1>Le budget</h1><p>Le conseil communal a voté lundi soir le budget de la ville, après un débat de trois heures.</p>
<p>Un renard a traversé la place du marché en plein midi, sous les yeux des maraîchers.</p></article></body></html>
END
printf 'Le conseil communal a voté lundi soir le budget de la ville, après un débat de trois heures.\n' >b.txt
doublon dedup --lang=fr a.html b.txt
doublon dedup --lang=fr --mode=clean --survivor=longest a.html b.txt | sed 's/,"copies".*"shares"/ … "shares"/'
