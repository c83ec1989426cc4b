doublon dedup --mode=cut
echo $?
doublon dedup --unit=line
echo $?
doublon dedup --survivor=finest
echo $?
doublon dedup --near=0
echo $?
doublon dedup --unit=passage --mode=clean
echo $?
doublon --ui=fr dedup -h | head -8
