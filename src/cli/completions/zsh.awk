# zsh.awk - completion for zsh, from the option table (doublon --dump-options).
BEGIN {
    FS = "\t"
    print "#compdef doublon"
    print "# Completion of doublon for zsh. Written by completions/zsh.awk."
}

# A text inside '…' and [ ].
function quoted(text) {
    gsub(/'/, "'\\''", text)
    gsub(/\[/, "\\[", text)
    gsub(/\]/, "\\]", text)
    gsub(/:/, "\\:", text)
    return text
}

function value(argument, words) {
    if (argument == "") return ""
    if (argument ~ /^\[/) return ":" value(substr(argument, 2, length(argument) - 2), words)
    gsub(/,/, " ", words)
    if (words == "") return ":" quoted(argument) ":" (argument == "FILE" ? "_files" : " ")
    if (argument ~ /,\.\.\.$/) return ":" quoted(argument) ":_values -s , " quoted(argument) " " words
    return ":" quoted(argument) ":(" words ")"
}

$1 == "about" { commands = commands "        '" $2 ":" quoted($3) "'\n" }
$1 == "topic" { topics = topics "        '" $2 ":" quoted($3) "'\n" }
$1 == "command" { names[++count] = $2; arguments[$2] = $3 }
$1 == "option" {
    end = $5 == "" ? "" : $5 ~ /^\[/ ? "=-" : "="
    tail = "[" quoted($7) "]" value($5, $6) "'"
    if ($4 == "") line = "'--" $3 end tail
    else line = "'(-" $4 " --" $3 ")'{-" $4 ($5 == "" ? "" : "+") ",--" $3 end "}'" tail
    specs[$2] = specs[$2] "            " line " \\\n"
}

END {
    print "_doublon_commands() {\n    local -a commands=(\n" commands "    )"
    print "    _describe command commands\n}"
    print "_doublon_topics() {\n    local -a topics=(\n" topics "    )"
    print "    _describe topic topics\n}"
    print "_doublon() {"
    print "    local context state line"
    print "    typeset -A opt_args"
    print "    _arguments -C \\"
    printf "%s", specs["doublon"]
    print "            '1:command:_doublon_commands' '*::argument:->arguments'"
    print "    [[ $state == arguments ]] || return"
    print "    case $words[1] in"
    for (i = 1; i <= count; i++) {
        if (names[i] == "doublon") continue
        print "    " names[i] ")"
        print "        _arguments -s \\"
        printf "%s", specs[names[i]]
        if (names[i] == "help") print "            '1:topic:_doublon_topics'"
        else if (arguments[names[i]] == "") print "            ':: :'"
        else print "            '*:file:_files'"
        print "        ;;"
    }
    print "    esac"
    print "}"
    print "_doublon \"$@\""
}
