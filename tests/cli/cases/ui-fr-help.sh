# Every line of help that says something says it in French: a new option without its row
# in src/base/messages.def is found here.
doublon -h | sed -n 's/^  \([a-z]*\) .*/\1/p' >commands
for command in '' $(cat commands); do
    doublon $command -h >en
    doublon --ui=fr $command -h >fr
    [ "$(wc -l <en)" -gt 3 ] || echo "$command: no help"
    grep '[a-z]' en | grep -Fxf - fr
    doublon $command --ui fr -h | cmp - fr
done
