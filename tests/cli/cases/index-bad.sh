# Files that are no archive, or were cut, are refused by name; nothing of them changes
echo "Un texte qui fait bien plus de vingt-quatre octets." >text.txt
seq 2000 >numbers
cp numbers before
doublon index add numbers text.txt
echo $?
cmp numbers before
doublon index query missing text.txt
echo $?
doublon index add archive text.txt
dd if=archive of=cut bs=1000 count=9 2>/dev/null
doublon index verify cut 2>message
echo $?
grep -c "'cut' is damaged" message
doublon index add archive archive
echo $?
mkdir folder && cp archive folder/inside
doublon index query folder/inside folder
echo $?
doublon index query archive nothing.txt
echo $?
# An archive that was made for what could not be added is not left behind.
printf '{"id":\n' >broken.jsonl
doublon index add made broken.jsonl; echo "$?"
doublon index add made missing.jsonl; echo "$?"
ls made 2>/dev/null
# What has no name may be a reprint of another text.
printf '{"text":"Le pont de la rue Haute rouvre lundi matin après six mois de travaux."}\n' >nameless.jsonl
doublon index add made nameless.jsonl
doublon index query made nameless.jsonl | tail -n 2 | cut -d : -f 1-2
# No folder, and what to do then.
doublon index add nowhere/made nameless.jsonl; echo "$?"
