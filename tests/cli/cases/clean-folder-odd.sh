# Links back up, a pipe that nobody writes to: a folder gives each of its files once.
cp "$INPUTS/other.txt" a.txt
mkdir sub
cp "$INPUTS/other.txt" sub/b.txt
ln -s . x
ln -s .. sub/up
mkfifo pipe sub/pipe.html
doublon clean --format=jsonl . | cut -d'"' -f4
# A pipe that is named is read.
doublon clean -q a.txt >wanted
cat a.txt >pipe &
doublon clean -q -i text pipe | cmp - wanted && echo read
