# A path may hold anything, and JSON only UTF-8.
folder=$(printf 'a"b\\c\351\001\342\202\254')
cp -r "${CORPORA%/corpora}/dicts" "$folder"
DOUBLON_DICTS=$folder doublon doctor --format=json |
    sed 's/,"parts":\[{"name":"icu","on":true,"needed":true,"version":"[0-9.]*",/…/; s/….*/…/; s|"dictionaries":"/.*/|"dictionaries":"…/|; s/"version":"[0-9.]*"/"version":"…"/'
