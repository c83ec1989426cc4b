# A file that is found in a folder is as safe as one that is named.
mkdir dir
cp "$INPUTS/other.txt" dir/a.txt
cp "$INPUTS/other.txt" dir/b.txt
ln -s dir/b.txt link.txt
ln dir/b.txt hard.txt
for output in dir/a.txt ./dir/../dir/b.txt link.txt hard.txt; do
    doublon clean -q -o "$output" dir
    echo $?
done
doublon clean -q -j4 -o out.txt --log=dir/b.txt dir
echo $?
doublon clean -q dir >>dir/a.txt
echo $?
doublon clean -q -o dir/new.txt dir
echo $?
doublon segment -o dir/b.txt dir
echo $?
cmp dir/b.txt "$INPUTS/other.txt"
find . -type f | sort
