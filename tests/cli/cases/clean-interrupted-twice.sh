# The first signal waits for the document at hand, here for a reader that never comes; the
# second does not, and leaves nothing behind either.
mkfifo pipe
exec 3<>pipe
i=0
while [ $i -lt 2000 ]; do
    echo "Phrase numéro $i d'un texte assez long pour remplir un tuyau que personne ne lit."
    echo
    i=$((i + 1))
done >long.txt
{
    doublon clean -q --log=out.log long.txt >pipe &
    until [ -n "$(find . -name '.out.log*')" ]; do sleep 0.1; done
    sleep 2
    kill -TERM $!
    sleep 0.3
    kill -0 $! && echo "waits"
    kill -TERM $!
    wait $!
    echo $?
} 2>/dev/null
ls -A
