mkdir fr en
printf 'Il pleut à Gand. Il neige à Mons.\n' | tee fr/a.txt >fr/b.txt
printf 'It rains in Gand. It snows in Mons.\n' | tee en/a.txt >en/b.txt
printf 'Sans pair.\n' >fr/c.txt
doublon align --lang=fr,en --no-dictionaries --save-lexicon=lexicon fr en
printf 'fr/a.txt\ten/a.txt\tone\nfr/b.txt\ten/b.txt\ttwo\n' >list
printf 'pleut\train\t5\nbroken\n' >mine
doublon align --lang=fr,en --no-dictionaries --lexicon=mine --pairs=list
cat one two
