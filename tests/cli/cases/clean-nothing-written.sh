# What stood there stays where nothing could be cleaned, or the log could not be written.
echo precious >old.txt
echo precious >old.log
cp "$INPUTS/other.txt" page.txt
printf '\0\1\2\3' >broken.html
for format in text jsonl markdown html; do
    doublon clean -q -f $format -o old.txt missing.html
    echo $?
done
doublon clean -q -o old.txt --log=old.log missing.html
echo $?
doublon clean -q --max-bytes=3 -o old.txt --log=old.log page.txt
echo $?
doublon clean -q -o old.txt --log=/dev/full page.txt
echo $?
doublon clean -q -o /dev/full --log=old.log page.txt
echo $?
doublon segment -o old.txt missing.html
echo $?
cat old.txt old.log
rm page.txt broken.html
ls -A
