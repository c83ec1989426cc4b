# zsh -f complete.zsh SCRIPT LINE - what zsh offers at the end of LINE, one a line, with
# the completion SCRIPT. The editor needs a terminal, so an interactive zsh is run in
# a pseudo-terminal; its compadd writes down what it is given instead of showing it.
zmodload zsh/zpty
found=$(mktemp)
child=$(mktemp)
cat >$child <<'END'
PROMPT=
autoload -Uz compinit
compinit -u -D
_doublon_test() { source $SCRIPT }
compdef _doublon_test doublon
bindkey '^I' complete-word
zstyle ':completion:*' insert-tab false
compadd() {
    if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then
        builtin compadd "$@"
        return
    fi
    local -a hits
    builtin compadd -A hits "$@"
    (( $#hits )) && print -rl -- $hits >>$FOUND
    builtin compadd "$@"
}
comppostfuncs=(exit)
END
export SCRIPT=${1:A} FOUND=$found
zpty child "zsh -f -i"
zpty -w child "source $child"
zpty -w -n child "$2"$'\t'
# It ends by itself once it has completed.
integer tries=0
while zpty -t child 2>/dev/null && (( tries++ < 100 )); do
    zpty -r -t child >/dev/null 2>&1
    sleep 0.05
done
zpty -d child 2>/dev/null
sort -u $found
rm -f $found $child
