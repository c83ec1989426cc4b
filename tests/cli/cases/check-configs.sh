# A run over several folders: each file has the nearest configuration.
mkdir -p a/deep b c d
printf 'profile: fr-FR\nhouse: {hours: tight}\n' >a/.doublon.yaml
printf 'terms: {foire: salon}\n' >b/.doublon.yaml
printf 'terms: {bal: soiree}\nbaseline: ../known.yaml\n' >c/.doublon.yaml
printf 'profile: fr-BA\n' >d/.doublon.yaml
for file in a/deep/x.txt b/x.txt c/x.txt d/x.txt x.txt; do
    printf 'La foire et le bal ouvrent \303\240 16 h 15 pr\303\250s du pont.\n' >$file
done
echo '[]' >known.yaml
check() { doublon check -l fr -f jsonl --enable=fr.typo.hour "$@" 2>/dev/null |
    sed 's/.*"source":"\([^"]*\)".*/\1 &/; s/ .*"error"/ error/; s/ {[^ ]*"findings":/ /' |
    grep -o '^[^ ]*\|"rule":"[^"]*"\| error.*' | sed "s|$PWD|.|"; }
echo '== each its own'
check a b c d x.txt
echo '== one for all'
check --config=b/.doublon.yaml a b c d x.txt
echo '== none'
check --no-config a b c d x.txt
# A baseline is that of the configuration; where one names none, that is said.
echo '== baselines'
doublon check -l fr --update-baseline c b; echo "$?"
cat known.yaml
check b c
doublon check -l fr --format=html b c | grep -o 'for="show-any.style.house-terms">[^<]*'
tar -cf c/in.tar x.txt
check c/in.tar
# Threads that want the same at once get the same.
doublon check -l fr -f text -j 1 a b c x.txt a b c x.txt >1
doublon check -l fr -f text -j 4 a b c x.txt a b c x.txt | cmp - 1
# Of those that have rules of their own, so many. With few rules: each reads all.
mkdir -p small/fr
cp -r "$CORPORA/../dicts/languages.yaml" "$CORPORA/../dicts/web" small
cp "$CORPORA/../dicts/fr/profile.yaml" small/fr
export DOUBLON_DICTS=small
for i in $(seq 100 164); do
    mkdir -p many/$i
    echo "terms: {bal: soiree$i}" >many/$i/.doublon.yaml
    echo 'Le bal.' >many/$i/x.txt
done
doublon check -j 1 -l fr many 2>&1 | grep -c soiree
# Who reads one that another thread was faster with does not count.
for i in 1 2 3 4 5 6 7 8; do
    cp many/100/x.txt many/100/x$i.txt
    for folder in many/11?; do cp many/100/x.txt $folder/x$i.txt; done
done
doublon check -j 8 -l fr many/100 many/11? 2>&1 | grep -c soiree
rm many/*/x?.txt
doublon check -j 1 -l fr x.txt many 2>&1 | grep more
