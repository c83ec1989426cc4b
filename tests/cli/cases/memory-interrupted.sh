# A signal ends it without waiting for the end of a file, and nothing of that is added.
mkfifo pipe
{
    echo '<tmx version="1.4"><header srclang="fr"/><body>'
    while :; do
        echo '<tu><tuv xml:lang="fr"><seg>Oui.</seg></tuv><tuv xml:lang="nl"><seg>Ja.</seg></tuv></tu>'
    done
} > pipe 2>/dev/null &
writer=$!
{
    doublon memory add -m m pipe &
    run=$!
    until [ -e m-wal ]; do sleep 0.1; done
    sleep 0.5
    { sleep 4; echo > late; } &
    timer=$!
    kill -TERM $run
    wait $run
    echo $?
    [ -e late ] && echo "it waited"
    kill $timer
} 2>/dev/null
kill $writer 2>/dev/null
doublon memory stats -m m | head -n 1
