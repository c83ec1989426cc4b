doublon clean -q --log=/dev/full "$INPUTS/other.txt" >out.txt
