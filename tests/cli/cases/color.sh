# Colour where it is asked for, and on a terminal: not in a pipe, not with NO_COLOR, not
# on a dumb terminal.
cp "$CORPORA/fr/accident-bilan/dump.txt" accident.txt
printf 'Rien.\n' >b.txt
has_color() {
    if grep -q "$(printf '\033\[[0-9]')"; then echo "$1: colour"; else echo "$1: none"; fi
}
# on_terminal WHAT COMMAND: standard error is a terminal.
on_terminal() {
    script -qec "$2" /dev/null </dev/null | has_color "$1"
}
run='doublon clean -o out.txt accident.txt'
$run 2>&1 | has_color pipe
$run --color=always 2>&1 | has_color always
NO_COLOR=1 $run --color=always 2>&1 | has_color 'always, NO_COLOR'
on_terminal terminal "TERM=xterm $run"
on_terminal 'terminal, never' "TERM=xterm $run --color=never"
on_terminal 'terminal, NO_COLOR' "TERM=xterm NO_COLOR=1 $run"
on_terminal 'terminal, NO_COLOR empty' "TERM=xterm NO_COLOR= $run"
on_terminal 'dumb terminal' "TERM=dumb $run"
$run --color=always 2>&1 | sed "s/$(printf '\033')/ESC/g" | head -n 5
doublon clean -o out.txt --color=always b.txt accident.txt 2>&1 | sed "s/$(printf '\033')/ESC/g"
doublon clean --color=sometimes b.txt
