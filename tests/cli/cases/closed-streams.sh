# Streams that are closed: no file that is opened takes their place.
cp "$INPUTS/other.txt" f.txt
doublon clean -q -o out --log=lg f.txt
(exec 2>&-; doublon clean -o out2 f.txt); echo $?
cmp out out2
doublon clean -o out3 --log=lg3 f.txt 2>&-; echo $?
cmp lg lg3
doublon clean -q -o out4 --log=lg4 f.txt >&-; echo $?
cmp lg lg4
doublon clean -q --log=lg5 f.txt >&-; echo $?
test -e lg5 || echo none
doublon segment f.txt >&-; echo $?
doublon check --lang=en f.txt >&-; echo $?
doublon --version >&-; echo $?
doublon missing 2>&-; echo $?
doublon clean -q <&-; echo $?
doublon clean -q -o out6 f.txt <&- >&- 2>&-; echo $?
cmp out out6
