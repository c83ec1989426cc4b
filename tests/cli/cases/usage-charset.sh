# A charset that nobody knows is refused; labels are those of pages.
doublon clean --charset=foo "$INPUTS/other.txt"
echo $?
doublon clean -q --charset=Latin1 "$INPUTS/other.txt" >out
echo $?
