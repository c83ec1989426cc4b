# Text and log are two files; a log goes with text.
ln -s z link
for log in z ./z ../in/z link; do
    doublon clean -q -o z "--log=$log" "$INPUTS/other.txt"
    echo $?
done
doublon clean -q --log=- "$INPUTS/other.txt"
echo $?
doublon clean -q -o - --log=- "$INPUTS/other.txt"
echo $?
doublon clean -q --format=jsonl --log=z "$INPUTS/other.txt"
echo $?
ls
doublon clean -q -o /dev/null --log=/dev/null "$INPUTS/other.txt"
echo $?
doublon clean -q -o z --log=- "$INPUTS/other.txt" | head -c 8
