# A text that was changed since is not restored to something else.
doublon clean -q --log=log "$INPUTS/other.txt" >out.txt
sed 's/Arches/Anges/' out.txt >changed.txt
doublon restore --log=log changed.txt >restored
echo $?
doublon restore --log=log "$INPUTS/empty.txt"
