doublon doctor file
echo $?
doublon doctor --format=xml
echo $?
doublon doctor >/dev/full
echo $?
