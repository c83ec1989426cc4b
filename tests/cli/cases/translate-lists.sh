# PO and tables: their language, lines and encodings, and a second run.
go() { name=$1; shift; echo "--- $name"; echo "--- $name" >&2; doublon translate --pause=0 --retries=0 "$@" || echo "$?"; }
po() { printf 'msgid ""\nmsgstr ""\n"Language: es\\n"\n"Content-Type: text/plain; charset=%s\\n"\n' "$1"; shift; printf '\nmsgid "%s"\nmsgstr ""\n' "$@"; }
cat > house.tmx <<'X'
<tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" srclang="fr" datatype="plaintext"/><body>
<tu><tuv xml:lang="fr"><seg>La route reste ouverte.</seg></tuv><tuv xml:lang="es"><seg>La calle sigue abierta.</seg></tuv></tu></body></tmx>
X
doublon memory add --memory=house.memory house.tmx 2>/dev/null
# A list that does not say of which language it is: --lang says it, to memory and engine.
po UTF-8 'La route reste ouverte.' 'Le maire parle.' > one.po
go unsaid --engine=command:cat one.po
go said --lang=fr --memory=house.memory --engine='command:sed "s/.*/El alcalde habla $DOUBLON_SOURCE./"' one.po | tail -9
# Lines of a message are asked one by one, and stay lines.
po UTF-8 '  Le maire parle\taux gens.\nLe maire parle.\n\n' > lines.po
go lines --lang=fr --engine='command:tee asked | sed "s/Le maire parle/El alcalde habla/; s/aux gens/a las gentes/"' lines.po | tail -1; cat asked
# What is ASCII so far gets its targets in the encoding that it names; orders to who converts are no name.
po ISO-8859-1 'The cafe is closed.' > ascii.po
go ascii --lang=en --engine='command:echo El café cierra.' ascii.po | iconv -f iso-8859-1 -t utf-8 | tail -1
po ISO-8859-1//IGNORE 'The cafe is closed.' > orders.po
go orders --lang=en --engine=command:cat orders.po
go much --lang=fr --engine='command:yes' lines.po > much.po; sed '1d;$d' much.po | cmp - lines.po
go journal --lang=fr --engine=command:cat --journal=/dev/null lines.po
# A target that the encoding has not is left and told; what else was answered is written.
po ISO-8859-1 'The cafe is closed.' 'The tea is cold.' > partly.po
go partly --lang=en --engine='command:sed "s/.*cafe.*/El café cierra Łódź./; s/The tea is cold/El té está frío/"' partly.po | iconv -f iso-8859-1 -t utf-8 | tail -9
# The column of a first run is that of the second; what somebody wrote there stays.
printf 'source:fr\ttarget:es\torigin\nLe pont est ouvert.\tEl puente.\tmt command\nLe maire parle.\t\nLa route reste ouverte.\t\t\nIl pleut.\t\tcatalogue\n' > again.tsv
go again --memory=house.memory --engine='command:sed "s/Le maire parle/El alcalde habla/; s/Il pleut/Llueve/"' again.tsv
# Messages with plural forms stay, and the others are translated.
{ po UTF-8 'Le maire parle.'; printf '\n#, c-format\nmsgid "%%d page"\nmsgid_plural "%%d pages"\nmsgstr[0] ""\nmsgstr[1] "x"\n"y"\n'; po UTF-8 'La route reste ouverte.' | tail -3; } > plural.po
go plural --lang=fr --memory=house.memory --engine='command:sed "s/Le maire parle/El alcalde habla/"' plural.po > filled.po; diff plural.po filled.po
sed '/^msgstr.[01]/,$d' plural.po > cut.po; go cut --lang=fr --engine=command:cat cut.po
