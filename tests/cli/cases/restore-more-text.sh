# Text that the log does not know is not lost in silence.
printf 'Un cafe.\n' >a.txt
printf 'Un the.\n' >b.txt
doublon clean -q --log=a.log -o a.out a.txt
doublon clean -q --log=b.log -o b.out b.txt
cat a.out b.out | doublon restore --log=a.log -o back
echo $?
ls back 2>/dev/null
doublon clean -q --log=ab.log -o ab.out a.txt b.txt
head -n 1 ab.log >first.log
doublon restore --log=first.log ab.out
echo $?
doublon restore --log=ab.log ab.out
