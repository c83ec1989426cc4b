# A signal waits for the document at hand, here for a reader that never comes, but not for
# long: one is enough, and nothing is left behind.
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
    sleep 0.5
    kill -0 $! && echo "waits"
    wait $!
    echo $?
} 2>/dev/null
ls -A
