# A result that is written into the folder that is read is not read itself.
cp "$INPUTS/other.txt" a.txt
cp "$INPUTS/other.txt" b.txt
doublon clean -o out.txt .
