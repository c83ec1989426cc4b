# Passes that cannot run without another one are not dropped in silence.
doublon clean -q --only=unicode,encoding,repetition "$INPUTS/other.txt" >a
doublon clean -q --skip=extraction "$INPUTS/other.txt" >b
doublon clean -q --only=encoding,unicode "$INPUTS/other.txt" >c
cmp a b && grep -c pont a
