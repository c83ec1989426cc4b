# What is no file that holds one text is left as it is: lines, what is compressed or in
# an archive, and standard input, whatever it is called.
mkdir -p now/folder
cd now || exit
printf '{"text":"Quoi?"}\n{"text":"Un texte  double."}\n' >lines.jsonl
cp lines.jsonl folder/d.ndjson
printf 'Quoi?\n' >folder/e.txt
printf 'Quoi?\n' >p.txt
gzip -n p.txt
printf 'Quoi?\n' >member.txt
tar cf a.tar member.txt
printf 'Un texte.\n' >real.txt
cp -R . ../before
fix() { doublon check -l fr -p fr-FR --fix=safe --in-place --fail-on=never "$@" >/dev/null; }
for input in lines.jsonl folder p.txt.gz a.tar; do
    fix "$input"
    echo "$input: $?"
done
printf 'Quoi?\n' | fix --stdin-filename=real.txt -
echo "standard input: $?"
fix --dry-run --ui=fr a.tar
echo "dry run: $?"
diff -r ../before .
echo "differ: $?"
