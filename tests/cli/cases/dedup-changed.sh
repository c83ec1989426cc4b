# Lines are read again from their files; one that was written to is told, unless it only grew
line() { printf '{"id":"%s","text":"Le pont de la rue Haute rouvre lundi matin %s."}\n' "$1" "$2"; }
mkfifo wait.jsonl
# The pipe is opened once the file is read, and nothing is written before it ends.
meanwhile() {
    { line a tôt; line b tôt; line c tard; } >x.jsonl
    { exec 3>wait.jsonl; "$@" >>x.jsonl; line d tard >&3; } &
    doublon dedup --unit=document --match=$match -j1 x.jsonl wait.jsonl |
        sed 's/"doublon".*"copies"/"copies"/'
    wait
}
for match in exact near; do
    meanwhile line e tôt
    meanwhile eval ': >x.jsonl'
    meanwhile eval '{ line a tôt; line b jamais; line c tard; } >x.jsonl'
    meanwhile mv x.jsonl y.jsonl
done
# Not all files stay open: a process may have few, and of the others lines are held.
for i in $(seq 100 139); do line "$i" "$i" >"many$i.jsonl"; done
(ulimit -n 30 && doublon dedup --unit=document -j1 many*.jsonl) | wc -l
