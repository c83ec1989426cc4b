export DOUBLON_DICTS=${CORPORA%/corpora}/dicts
cat >a.txt <<'X'
Le rançongiciel chiffre les fichiers. Un rançongiciel exige une rançon, et les rançongiciels se vendent.

L’hébergeur a isolé le serveur virtuel. Les serveurs virtuels de l’hébergeur sont hors ligne; un serveur virtuel de secours les remplace.
X
printf 'Chaque serveur virtuel a son pare-feu.\n' >b.txt
doublon terms --lang=fr a.txt b.txt | cut -f1,3-; echo
doublon terms --lang=fr --format=jsonl b.txt a.txt | sed -n 1p
doublon terms --lang=fr --format=tbx a.txt | head -12
doublon terms --lang=pt a.txt; echo $?
doublon terms --lang=fr --glossary=x --format=tbx a.txt; echo $?
printf 'un serveur\n' | doublon terms --lang=fr --tokenised - ; echo $?
# a page to look at, of terms alone
doublon terms --lang=fr -f html a.txt 2>/dev/null | sed -n '/<tbody>/,/<\/tr>/p'
doublon terms --lang=fr -f html -g a.txt a.txt; echo $?
doublon terms --align --lang=fr,nl -f html a.txt a.txt; echo $?
# what a text explains is a term beside its abbreviation, however rare it is
printf 'Le réseau privé virtuel (RPV) est chiffré.\n\nCe réseau privé virtuel est cher.\n\nUn RPV coûte peu.\n' >rpv.txt
doublon terms --lang=fr rpv.txt | cut -f1,3,5 | head -2
# A glossary that is refused names its line
printf '<?xml version="1.0"?>\n<martif type="TBX">\n<text' >cut.tbx
{ printf '<?xml version="1.0"?>\n<tbx type="TBX-Basic"\n'; seq -f 'a%.0f="b"' 5000; printf '/>'; } >many.tbx
for file in cut.tbx many.tbx; do doublon terms --lang=fr -g $file a.txt; echo $?; done
