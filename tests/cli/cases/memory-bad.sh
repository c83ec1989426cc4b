# What cannot be read is named, with its line; nothing of it is added, the rest is.
doublon memory; echo "status $?"
doublon memory fill -m m; echo "status $?"
doublon memory add x.tmx; echo "status $?"
doublon memory query -m m -l fr; echo "status $?"
doublon memory query -m m -l fr -t nl --least=20; echo "status $?"
doublon memory stats -m m x; echo "status $?"
doublon memory stats -m none; echo "status $?"
echo 'no memory' > text
doublon memory stats -m text; echo "status $?"
head='<tmx version="1.4"><header srclang="fr"/><body>'
unit='<tu><tuv xml:lang="fr"><seg>Oui.</seg></tuv><tuv xml:lang="nl"><seg>Ja.</seg></tuv></tu>'
printf '%s\n%s\n%s\n</body>' "$head" "$unit" '<tu><tuv>' > cut.tmx
printf '<!DOCTYPE tmx [<!ENTITY a "b">]>\n%s%s</body></tmx>' "$head" "$unit" > entity.tmx
printf '%s%s</body></tmx>' "$head" "$unit" > good.tmx
printf '<xliff/>' > other.tmx
: > empty.tmx
doublon memory add -m m cut.tmx entity.tmx other.tmx empty.tmx none.tmx good.tmx; echo "status $?"
doublon memory stats -m m | grep units
printf 'Oui.\n\377\nNon.\n' | doublon memory query -m m -l fr -t nl; echo "status $?"
doublon memory export -m m -o m; echo "status $?"
# What does nothing is no option of it; no memory is made of nothing; a mark is no text
doublon memory add -m m --lang=fr --score=omegat good.tmx; echo "status $?"
doublon memory stats -m m --ordered; echo "status $?"
printf '%s' '<tmx version="2.0"><header srclang="fr"/><body>' "$unit" '</body></tmx>' > two.tmx
doublon memory add -m new two.tmx; echo "status $?"
test -e new || echo 'nothing is made'
printf '\357\273\277Oui.\n' | doublon memory query -m m -l fr -t nl; echo "status $?"
printf 'Oui.\n' | doublon memory query -m m -l de-AT -t nl; echo "status $?"
# Where there is no room nothing stays of a memory that was to be made.
for blocks in 40 130; do
    (trap '' XFSZ; ulimit -f $blocks; doublon memory add -m full good.tmx); echo "status $?"
    ls full full-wal full-shm 2>/dev/null
done
doublon memory add --quiet -m quiet good.tmx; echo "status $?"
doublon memory stats --quiet -m quiet; echo "status $?"
