printf '\211PNG\r\n\032\n\0\0\0\rIHDR\0\0\1\0\0\0\1\0\10\2\0\0\0' >a.html
cp "$INPUTS/other.txt" b.txt
doublon clean -q --max-failures=1 a.html b.txt >one 2>errors && echo one is allowed
doublon clean -q --max-failures=50% a.html b.txt >half 2>errors && echo half is allowed
doublon clean -q --max-failures=49% a.html b.txt >less 2>errors || echo "less is not: $?"
cmp one half
