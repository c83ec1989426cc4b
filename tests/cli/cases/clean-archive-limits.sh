# A bomb is refused before it fills the memory; so are archives in one another too deep.
head -c 100000000 /dev/zero | tr '\0' 'a' | gzip -9 >bomb.txt.gz
doublon clean -q bomb.txt.gz
echo "status $?"
. "$INPUTS/captures.sh"
head -c 40000000 /dev/zero | tr '\0' 'a' | gzip -9 | answer 'Content-Encoding: gzip\r\n' |
    record response 1 '' >bomb.warc
doublon clean -q bomb.warc
echo Bonjour. >a.txt
for depth in 1 2 3 4; do
    tar -cf $depth.tar a.txt
    mv $depth.tar a.txt
done
doublon clean -q a.txt
echo Bonjour. | gzip >large.gz
doublon clean -q --max-bytes=4 large.gz
