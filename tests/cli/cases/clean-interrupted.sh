# A run that is stopped leaves no half of a file, nor anything beside its place.
mkfifo pipe
exec 3<>pipe
{
    doublon clean -q -o out.txt --log=out.log pipe &
    sleep 0.5
    kill -TERM $!
    wait $!
    echo $?
} 2>/dev/null
ls
