cat > page.html <<'END'
<!DOCTYPE html>
<html lang="fr"><head><title>Le bac reprend</title>
<meta property="og:article:content_tier" content="free">
<meta itemprop="articleSection" content="Ports">
<link itemprop="license" href="https://courrier.example/licence"></head>
<body><main><h1>Le bac reprend</h1>
<figure><link itemprop="license" href="https://courrier.example/photos"><img src="/bac.jpg"></figure>
<p>Après six semaines d’arrêt, le bac relie de nouveau les deux rives depuis mardi matin, avec un horaire réduit.</p>
<p>La pièce manquante est arrivée de Saint-Nazaire lundi soir. Deux mécaniciens l’ont posée dans la nuit.</p></main></body></html>
END
doublon clean -q --format=jsonl page.html | grep -o '"section":"[^"]*"\|"licence":"[^"]*"\|"access":"[^"]*"'
# what the element of a section shows, before what stands below; a value of its own wins
sed -e '/<meta itemprop/d' -e 's|<main>|<main><a href="/p" itemprop="articleSection">Ports \&amp; canaux</a> <b itemprop="articleSection">Ville</b>|' page.html >shown.html
doublon clean -q --format=jsonl shown.html | grep -o '"section":"[^"]*"'
sed -e 's|<main>|<main><a itemprop="articleSection" content="Fleuve">Ville</a>|' -e '/<meta itemprop/d' page.html >said.html
doublon clean -q --format=jsonl said.html | grep -o '"section":"[^"]*"'
