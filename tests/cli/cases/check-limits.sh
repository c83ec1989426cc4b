# The limits of a document are those of the command line for the desk, too.
cd "$INPUTS" || exit
doublon check --max-bytes=100 article.txt
echo $?
doublon check --max-blocks=2 article.txt
echo $?
doublon check --max-blocks=2 --fix=safe article.txt
echo $?
