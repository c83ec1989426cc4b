# A result never takes the place of what it was made from, whatever it is called.
cp "$INPUTS/other.txt" c.txt
ln -s c.txt link.txt
ln c.txt hard.txt
for output in c.txt ./c.txt link.txt hard.txt; do
    doublon clean -q -o "$output" c.txt
    echo $?
done
doublon clean -q -o c.txt <c.txt
echo $?
doublon clean -q c.txt >>c.txt
echo $?
doublon clean -q -o out.txt --log=c.txt link.txt
echo $?
cmp c.txt "$INPUTS/other.txt" && ls
doublon clean -q -o out.txt --log=log c.txt
doublon restore --log=log -o out.txt out.txt
echo $?
doublon restore --log=log -o log out.txt
echo $?
doublon restore --log=log out.txt | cmp - c.txt && echo restored
