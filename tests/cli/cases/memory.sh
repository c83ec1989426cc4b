# TMX into a memory, answers out of it, and TMX again.
cat > house.tmx <<'TMX'
<?xml version="1.0"?>
<tmx version="1.4">
<header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" srclang="fr" datatype="html"/>
<body>
<tu tuid="1"><note>lead</note><tuv xml:lang="fr"><seg>Le serveur a été <bpt i="1">&lt;b></bpt>débranché<ept i="1">&lt;/b></ept>.</seg></tuv><tuv xml:lang="nl"><seg>De server is <bpt i="1">&lt;b></bpt>losgekoppeld<ept i="1">&lt;/b></ept>.</seg></tuv></tu>
<tu><prop type="x-context-pre">Le serveur a été débranché.</prop><tuv xml:lang="fr-BE"><seg>Il y a 12 morts à Liège.</seg></tuv><tuv xml:lang="nl-BE" creationid="ab"><seg>Er zijn 12 doden in Luik.</seg></tuv></tu>
<tu><tuv xml:lang="nl"><seg></seg></tuv></tu>
</body>
</tmx>
TMX
doublon memory add -m house.memory house.tmx
doublon memory add -m house.memory house.tmx
doublon memory stats -m house.memory | grep -v '^bytes'
printf 'Le serveur a été débranché.\n\nIl y a 12 morts à Liège.\nIl y a 250 morts à Liège !\r\nLe serveurs est débranché.\nRien du tout.\n' > lines
doublon memory query -m house.memory -l fr-BE -t nl-BE --least=50 lines
echo "--- omegat"
doublon memory query -m house.memory -l fr -t nl --least=50 --matches=1 --score=omegat lines
echo "--- jsonl"
doublon memory query -m house.memory -l fr-BE -t nl-BE -f jsonl --least=100 lines | sed 's/"version":"[^"]*"/"version":""/'
echo "--- export"
doublon memory export -m house.memory -o again.tmx
sed 's/creationtoolversion="[^"]*"/creationtoolversion=""/' again.tmx
doublon validate again.tmx
doublon memory add -m again.memory again.tmx
doublon memory export -m again.memory | cmp - again.tmx
