# mdman.awk - a page of the manual from its prose and the option table.
#
#     doublon --dump-options > options.tsv
#     awk -v date=… -v version=… -f roff.awk -f mdman.awk options.tsv PAGE.md
#
# A page is a little of Markdown:
#     # name(section): summary      its first line
#     ## Heading
#     text, with `code` and *emphasis*, in lines short enough for a terminal
#     term, a line of its own, and `:   ` in front of its definition below
#     four spaces in front of examples, and of the later lines of a definition
#     @OPTIONS, @COMMANDS           the options of this command, all commands

BEGIN { FS = "\t" }

# ---- the table ---------------------------------------------------------------------

FILENAME ~ /\.tsv$/ && $1 == "about" { about[$2] = $3; order[++commands] = $2 }
FILENAME ~ /\.tsv$/ && $1 == "option" {
    count[$2]++
    key = $2 SUBSEP count[$2]
    long[key] = $3; letter[key] = $4; argument[key] = $5; values[key] = $6; help[key] = $7
}
FILENAME ~ /\.tsv$/ { next }

# ---- text --------------------------------------------------------------------------

# `code` becomes bold, *emphasis* italic.
function inline(text,    out, mark) {
    out = ""
    while (match(text, /`[^`]*`|\*[^* ][^*]*\*/)) {
        mark = substr(text, RSTART, 1) == "`" ? "B" : "I"
        out = out escape(substr(text, 1, RSTART - 1)) "\\f" mark \
            escape(substr(text, RSTART + 1, RLENGTH - 2)) "\\fR"
        text = substr(text, RSTART + RLENGTH)
    }
    return out escape(text)
}

function text_line(text) {
    if (in_example) { print ".EE\n.RE"; in_example = 0 }
    if (wants_paragraph) { print wants_indent ? ".IP" : ".PP"; wants_paragraph = 0 }
    print wrap(text)
}

# The words an option takes are named where its help does not name them all.
function value_list(key,    words, n, i, list, all_named) {
    n = split(values[key], words, ",")
    all_named = 1
    list = ""
    for (i = 1; i <= n; i++) {
        if (!index(help[key], words[i])) all_named = 0
        list = list (i == 1 ? "" : i == n ? " or " : ", ") "\\fB" escape(words[i]) "\\fR"
    }
    if (n == 0 || all_named) return ""
    return (argument[key] ~ /,\.\.\.$/ ? "\nAny of " : "\nOne of ") wrap(list ".")
}

function print_options(name,    i, key, line) {
    for (i = 1; i <= count[name]; i++) {
        key = name SUBSEP i
        line = letter[key] == "" ? "" : "\\fB\\-" letter[key] "\\fR, "
        line = line "\\fB\\-\\-" escape(long[key]) "\\fR"
        if (argument[key] ~ /^\[/) line = line "[=\\fI" escape(substr(argument[key], 2, length(argument[key]) - 2)) "\\fR]"
        else if (argument[key] != "") line = line "=\\fI" escape(argument[key]) "\\fR"
        print ".TP\n" line
        print wrap(escape(help[key])) value_list(key)
    }
}

function print_commands(    i) {
    for (i = 1; i <= commands; i++)
        print ".TP\n\\fBdoublon " order[i] "\\fR\n" wrap(escape(about[order[i]]))
}

# ---- the page ------------------------------------------------------------------------

# A term stands in a line of its own in front of its definition: a line is held back
# until the next one says what it is.
function flush_held() {
    if (held != "") text_line(inline(held))
    held = ""
}

/^# / {
    name = $0
    sub(/^# /, "", name)
    section = name
    sub(/\(.*/, "", name)
    sub(/^[^(]*\(/, "", section)
    sub(/\).*/, "", section)
    summary = $0
    sub(/^[^:]*: /, "", summary)
    command = name == "doublon" ? name : substr(name, length("doublon-") + 1)
    print ".\\\" Written by man/mdman.awk from man/" name ".md and the option table."
    print ".TH " toupper(escape(name)) " " section " \"" date "\" \"doublon " version "\" \"doublon manual\""
    print ".SH NAME\n" escape(name) " \\- " escape(summary)
    next
}
/^## / {
    flush_held()
    if (in_example) { print ".EE\n.RE"; in_example = 0 }
    print ".SH " toupper(escape(substr($0, 4)))
    wants_paragraph = 0; wants_indent = 0; seen_text = 0
    next
}
/^@OPTIONS/ { print_options(command); wants_paragraph = 0; next }
/^@COMMANDS/ { print_commands(); wants_paragraph = 0; next }
/^:   / {
    print ".TP\n" (inline(held) ~ /\\f/ ? inline(held) : "\\fB" inline(held) "\\fR")
    held = ""
    wants_paragraph = 0; wants_indent = 1
    text_line(inline(substr($0, 5)))
    next
}
/^    / && wants_indent && !wants_paragraph { text_line(inline(substr($0, 5))); next }
/^    / {
    flush_held()
    if (!in_example) { print (seen_text ? ".PP\n" : "") ".RS 4\n.EX"; in_example = 1 }
    seen_text = 1
    wants_paragraph = 0
    print escape(substr($0, 5))
    next
}
/^$/ {
    flush_held()
    if (in_example) { print ".EE\n.RE"; in_example = 0 }
    wants_paragraph = seen_text
    next
}
{
    flush_held()
    if (wants_paragraph) wants_indent = 0
    held = $0
    seen_text = 1
}

END {
    flush_held()
    if (in_example) print ".EE\n.RE"
    print ".SH SEE ALSO"
    if (name == "doublon") print ".BR doublon\\-clean (1),\n.BR doublon\\-help (1),\n.BR doublon (3)"
    else print ".BR doublon (1),\n.BR doublon\\-help (1)"
}
