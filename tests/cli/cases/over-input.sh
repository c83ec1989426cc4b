# No command writes over what it reads: texts, lexicons, lists, glossaries, files of folders.
mkdir A B
printf 'Il pleut. Il neige.\n' | tee f >A/x
printf 'Het regent. Het sneeuwt.\n' | tee n >B/x
printf 'pleut\tregent\t5\n' >lexicon
printf 'fr;nl\npleut;regent\n' >g.csv
ln f hard
ln -s n link
printf 'f\tn\tout\nA/x\tB/x\tlink\n' >list
printf 'f\tn\tlist2\n' >list2
sums() { cksum f n A/x B/x lexicon g.csv list list2; }
sums >before
align() { doublon align -l fr,nl --no-dictionaries "$@"; echo $?; }
align -o f f n
align -o ./hard f n
align -o link f n
doublon align -l fr,nl --no-dictionaries f n >>n; echo $?
align -o A/x A B
align -o B/x A B
align --save-lexicon=n f n
align --lexicon=lexicon --save-lexicon=lexicon f n
align --lexicon=lexicon -o lexicon f n
align --save-lexicon=new -o new f n
align --pairs=list
align --pairs=list2
doublon terms -l fr -g g.csv -o g.csv f; echo $?
doublon terms -l fr -g g.csv -o A/x A; echo $?
doublon terms -l fr -g g.csv -o f <f; echo $?
doublon terms -l fr,nl --align -o n f n; echo $?
doublon dedup -o A/x A; echo $?
sums | cmp - before && ls
