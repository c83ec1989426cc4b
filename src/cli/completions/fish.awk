# fish.awk - completion for fish, from the option table (doublon --dump-options).
BEGIN {
    FS = "\t"
    print "# Completion of doublon for fish. Written by completions/fish.awk."
}

function quoted(text) {
    gsub(/'/, "\\'", text)
    return "'" text "'"
}

$1 == "about" {
    print "complete -c doublon -n __fish_use_subcommand -f -a " $2 " -d " quoted($3)
}
$1 == "topic" {
    print "complete -c doublon -n '__fish_seen_subcommand_from help' -f -a " $2 " -d " quoted($3)
}
$1 == "option" {
    seen = $2 == "doublon" ? "__fish_use_subcommand" : "'__fish_seen_subcommand_from " $2 "'"
    line = "complete -c doublon -n " seen " -l " $3
    if ($4 != "") line = line " -s " $4
    words = $6
    if ($6 != "" && $5 ~ /,\.\.\.$/) {
        gsub(/,/, "\\n", words)
        line = line " -x -a '(__fish_complete_list , \"printf \\\"" words "\\n\\\"\")'"
    } else if ($6 != "") {
        gsub(/,/, " ", words)
        line = line ($5 ~ /^\[/ ? " -f -a " : " -x -a ") quoted(words)
    } else if ($5 != "") {
        line = line ($5 == "FILE" ? " -r" : " -x")
    }
    print line " -d " quoted($7)
}
