# bash.awk - completion for bash, from the option table (doublon --dump-options).
BEGIN {
    FS = "\t"
    print "# Completion of doublon for bash. Written by completions/bash.awk."
}

$1 == "about" { commands = commands " " $2 }
$1 == "topic" { topics = topics " " $2 }
$1 == "option" {
    name = $2 == "doublon" ? "" : $2
    if (!(name in list)) names[++count] = name
    list[name] = list[name] " --" $3 ($5 == "" ? "" : "=")
    if ($4 != "") list[name] = list[name] " -" $4
    if ($5 == "") next
    pattern = "\"" name " --" $3 "\""
    if ($4 != "") pattern = pattern " | \"" name " -" $4 "\""
    words = $6
    gsub(/,/, " ", words)
    if ($6 != "") value = ($5 ~ /,\.\.\.$/ ? "several" : "one") " '" words "'"
    else value = $5 == "FILE" ? "files" : "nothing"
    cases = cases "    " pattern ") _doublon_" value "; return ;;\n"
}

END {
    print "_doublon_files() { compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- \"$cur\"); }"
    print "_doublon_nothing() { COMPREPLY=(); }"
    print "_doublon_one() { mapfile -t COMPREPLY < <(compgen -W \"$1\" -- \"$cur\"); }"
    print "_doublon_several()"
    print "{"
    print "    local before=''"
    print "    case $cur in *,*) before=${cur%,*}, ;; esac"
    print "    compopt -o nospace"
    print "    mapfile -t COMPREPLY < <(compgen -P \"$before\" -W \"$1\" -- \"${cur##*,}\")"
    print "}"
    print ""
    print "_doublon()"
    print "{"
    print "    local cur=${COMP_WORDS[COMP_CWORD]} option=${COMP_WORDS[COMP_CWORD - 1]}"
    print "    local command=''"
    print "    [ \"$COMP_CWORD\" -le 1 ] || command=${COMP_WORDS[1]}"
    print "    # Of \"--format=te\" the shell makes three words."
    print "    if [ \"$cur\" = = ]; then"
    print "        cur=''"
    print "    elif [ \"$option\" = = ]; then"
    print "        option=${COMP_WORDS[COMP_CWORD - 2]}"
    print "    fi"
    print "    case \"$command $option\" in"
    printf "%s", cases
    print "    esac"
    print "    case \"$cur\" in"
    print "    -*)"
    print "        case \"$command\" in"
    for (i = 1; i <= count; i++)
        print "        '" names[i] "') _doublon_one '" substr(list[names[i]], 2) "' ;;"
    print "        esac"
    print "        case \"${COMPREPLY[0]-}\" in *=) compopt -o nospace ;; esac"
    print "        return"
    print "        ;;"
    print "    esac"
    print "    case \"$command\" in"
    print "    '') _doublon_one '" substr(commands, 2) "' ;;"
    print "    help) _doublon_one '" substr(topics, 2) "' ;;"
    print "    *) _doublon_files ;;"
    print "    esac"
    print "}"
    print "complete -F _doublon doublon"
}
