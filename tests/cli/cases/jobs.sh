# The hook and the ready jobs: their files are YAML, and their commands run. What is
# wrong in a text makes the last command fail, and is in all that is written for others.
top=$CORPORA/..
export TEXTS=texts/
commands() { sed -n 's/^ *run: \(doublon .*\)/\1/p; s/^ *- \(doublon .*\)/\1/p; s/^ *entry: \(.*\)/\1 $TEXTS/p' "$1"; }
mkdir texts
printf 'fail-on: warning\nlang: fr\nprofile: fr-FR\n' >.doublon.yaml
for file in .pre-commit-hooks.yaml src/cli/jobs/github.yml src/cli/jobs/gitlab.yml; do
    echo "== $file"
    printf 'Il dit que ce mot est est l\303\240 ; et \302\253 voil\303\240 \302\273.\n' >texts/a.md
    commands "$top/$file" | while read -r line; do
        echo "$line"
        sh -c "$line" </dev/null
        echo "$?"
    done
    cat texts/a.md
done
grep -o '"ruleId":"[^"]*"' doublon.sarif
grep -o '"check_name":"[^"]*"' gl-code-quality-report.json
grep -c '<a class="f"' copy-desk.html
