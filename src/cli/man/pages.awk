# pages.awk - the pages of man/ as lines of C for `doublon help` (cli/manual.h).
#
#     awk -f pages.awk doublon.md doublon-clean.md …
#
# What a page may hold is said in mdman.awk. A terminal shows it nearly as it is
# written: the marks of code and emphasis go away, headings become capitals, text
# and definitions are moved to the right of the headings.

BEGIN {
    print "/* Written by man/pages.awk from the pages of man/. */"
    print "extern const char *const dbn_manual[];"
    print "const char *const dbn_manual[] = {"
}

function put(line) {
    gsub(/\\/, "&&", line)
    gsub(/"/, "\\\"", line)
    print "    \"" line "\","
}

# Without the marks of code and emphasis.
function plain(line) {
    gsub(/`/, "", line)
    return without_emphasis(line)
}

function without_emphasis(line,    out) {
    out = ""
    while (match(line, /\*[^* ][^*]*\*/)) {
        out = out substr(line, 1, RSTART - 1) substr(line, RSTART + 1, RLENGTH - 2)
        line = substr(line, RSTART + RLENGTH)
    }
    return out line
}

/^# / {
    name = $2
    sub(/\(.*/, "", name)
    topic = name == "doublon" ? name : substr(name, length("doublon-") + 1)
    summary = $0
    sub(/^[^:]*: /, "", summary)
    print "    \"\\f" topic "\","
    put(summary)
    section = ""
    next
}
/^## Synopsis/ { section = "synopsis"; next }
/^## / { section = toupper(substr($0, 4)); put(section); blank = 0; next }
section == "synopsis" { next }   # the usage line says the same
/^@/ { put($0); next }
/^:   / { defines = 1; put("      " plain(substr($0, 5))); next }
/^    / && defines { put("      " plain(substr($0, 5))); next }
/^    / { put("  " $0); next }
/^$/ { defines = 0; put(""); next }
{ put("  " plain($0)) }

END { print "    0};" }
