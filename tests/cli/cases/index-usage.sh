doublon index
echo $?
doublon index ask archive
echo $?
doublon index add
echo $?
doublon index remove archive
echo $?
doublon index stats archive more
echo $?
doublon index query --near=0 archive
echo $?
doublon --ui=fr index -h | head -5
