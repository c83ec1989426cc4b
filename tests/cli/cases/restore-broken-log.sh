doublon clean -q --log=log "$INPUTS/other.txt" >out.txt
echo 'no json' >>log
doublon restore --log=log out.txt >restored
