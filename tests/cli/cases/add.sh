# Words of a project, with their forms, and of a person; a broken list names its line.
XDG_CONFIG_HOME=$PWD/config
export XDG_CONFIG_HOME
check() {
    doublon check --lang=fr --format=jsonl - | tr '{' '\n' |
        sed -n 's/.*"rule":"[a-z]*\.spell\.\([^"]*\)".*"from":\([0-9]*\).*/\1 \2/p'
}
text='Les malicciels et un hardwarre passent, le malicciel aussi.'
echo "$text" | check
echo "-- a person's"
doublon add hardwarre
cat config/doublon/words
echo "$text" | check
echo "-- a project's, with a model, from a folder below"
doublon add --project --like=logiciel malicciel
mkdir below
cd below || exit 1
doublon add malicciel zorglub zorglub
doublon add zorglub
cat ../.doublon-words
echo "$text" | check
echo '-- wrong ones'
doublon add
doublon add 'two words'
printf 'good # a remark\nbad/\n' >../.doublon-words
echo "$text" | check
doublon check --ui=fr --lang=fr /dev/null
echo "status $?"
