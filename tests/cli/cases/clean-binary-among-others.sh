# One broken document never stops the rest; some failed: status 4.
printf '\211PNG\r\n\032\n\0\0\0\rIHDR\0\0\1\0\0\0\1\0\10\2\0\0\0' >a.html
cp "$INPUTS/other.txt" b.txt
doublon clean -q a.html b.txt
