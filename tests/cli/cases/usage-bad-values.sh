# Each is refused with status 2, and nothing is read.
for option in --format=xml --input=pdf --extract=some --survivor=best --only=spelling \
    --skip= --keep=heading,nonsense --offsets=words -jx -j-1 -j0 --max-bytes=0 \
    --max-failures=half --lang= --quiet=yes; do
    doublon clean "$option" "$INPUTS/article.txt"
    echo $?
done
doublon clean -j 0 x.txt
