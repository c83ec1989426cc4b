# What machines are told in UTC is the day that readers were told, where the page says the
# same moment in the zone of its place.
page() {
    cat <<EOF
<!doctype html><html lang="fr"><head><title>Le pont rouvre</title>
<meta property="article:published_time" content="2024-03-01T23:30:00Z"></head>
<body><article><h1>Le pont rouvre</h1><p><time datetime="$1">à la une</time></p>
<p>Le pont de fer a rouvert dans la nuit, après trois semaines de travaux sur la pile du milieu.</p>
<p>Les camions attendront encore, car la ville veut peser d’abord ce que le tablier supporte.</p></article></body></html>
EOF
}
for time in 2024-03-02T00:30:00+01:00 2024-03-02T00:30+0100 2024-03-02T00:40:00+01:00 \
    2024-03-01T23:30:00Z; do
    page $time >page.html
    doublon clean -q --format=jsonl page.html | sed 's/.*"date":\("[^"]*"\).*/\1/'
done
