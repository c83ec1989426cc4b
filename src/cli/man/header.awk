# header.awk - doublon.3 from the comments of the installed headers.
#
#     awk -v date=… -v version=… -f roff.awk -f header.awk doublon.h \
#         doublon/types.h doublon/corpus.h
#
# Of each header: its first comment; then, under the headings of its sections, each
# declaration with the comment in front of it. Lines that are indented by four spaces
# in a comment are examples, an empty line starts a paragraph.

# Add a line of a comment, of which the stars are gone, to `prose`.
function add(line) {
    if (line ~ /^    /) {
        prose = prose (in_example ? "" : ".PP\n.RS 4\n.EX\n") escape(line) "\n"
        in_example = 1
        return
    }
    if (in_example) { prose = prose ".EE\n.RE\n"; in_example = 0; breaks = 1 }
    if (line == "") { breaks = 1; return }
    if (breaks && prose != "") prose = prose ".PP\n"
    breaks = 0
    prose = prose wrap(escape(line)) "\n"
}

function close_prose() {
    if (in_example) prose = prose ".EE\n.RE\n"
    in_example = 0
    breaks = 0
}

function heading(text) {
    pending = ".SH " toupper(escape(text)) "\n"
}

function show(declaration) {
    sub(/^DBN_API /, "", declaration)
    gsub(/\nDBN_API /, "\n", declaration)
    if (declaration !~ /\{/) gsub(/\n +/, "\n    ", declaration)
    printf "%s", pending
    pending = ""
    print (follows ? ".PP\n" : "") ".EX\n" escape_lines(declaration) ".EE"
    if (prose != "") printf ".PP\n%s", prose
    prose = ""
    follows = 1
}

function escape_lines(text,    lines, n, i, out) {
    n = split(text, lines, "\n")
    out = ""
    for (i = 1; i <= n; i++)
        if (lines[i] != "") out = out escape(lines[i]) "\n"
    return out
}

BEGIN {
    print ".\\\" Written by man/header.awk from the headers of libdoublon."
    print ".TH DOUBLON 3 \"" date "\" \"libdoublon " version "\" \"doublon manual\""
    print ".SH NAME\nlibdoublon \\- scraped news articles into text that can be used"
    print ".SH SYNOPSIS\n.EX\n#include <doublon.h>\n#include <doublon/corpus.h>\n\ncc ... $(pkg\\-config \\-\\-cflags \\-\\-libs doublon)\n.EE"
}

FNR == 1 {
    is_first = 1
    file = FILENAME
    sub(/.*include\//, "", file)
}
# The first comment: "name - purpose".
is_first && /^ \*\// {
    close_prose()
    print ".SH " (file == "doublon.h" ? "DESCRIPTION" : toupper(escape(file)))
    printf "%s", prose
    prose = ""
    is_first = 0
    follows = 1
    next
}
is_first && /^ \* doublon.*\.h - / {
    sub(/^ \* [^ ]* - /, "")
    add(toupper(substr($0, 1, 1)) substr($0, 2))
    next
}
is_first && /^ \*/ { sub(/^ \* ?/, ""); add($0); next }
is_first { next }

/^\/\* ---- / {
    text = $0
    sub(/^\/\* -+ /, "", text)
    sub(/ -+ \*\/$/, "", text)
    heading(text)
    follows = 0
    next
}
/^\/\*\*/ || in_comment {
    ends = /\*\/$/
    text = $0
    sub(/^\/\*\* ?/, "", text)
    sub(/^ \*\/?( |$)/, "", text)
    sub(/ ?\*\/$/, "", text)
    if (text != "" || in_comment && !ends) add(text)
    in_comment = !ends
    if (ends) { close_prose(); has_comment = 1 }
    next
}
# Declarations, from their first line to the semicolon outside of braces; those in a
# row without a blank line share a comment.
/^#/ || /^extern "C"/ || /^}$/ && !depth { next }
/^$/ && !depth {
    if (declaration != "") show(declaration)
    declaration = ""
    has_comment = 0
    next
}
has_comment {
    declaration = declaration $0 "\n"
    depth += gsub(/\{/, "{") - gsub(/\}/, "}")
}

END {
    if (declaration != "") show(declaration)
    print ".SH SEE ALSO\n.BR doublon (1)"
}
