# roff.awk - text as man(7) wants it; shared by what writes pages.

function escape(text) {
    gsub(/\\/, "\\e", text)
    gsub(/-/, "\\-", text)
    gsub(/'/, "\\(aq", text)
    sub(/^\./, "\\\\\\&.", text)
    return text
}

# Lines of source stay shorter than 80 bytes, as mandoc's linter wants them; it spells
# out what is not ASCII, for which the rest of the line is left.
function wrap(text,    out, at) {
    out = ""
    while (length(text) > 72) {
        for (at = 72; at > 1 && substr(text, at, 1) != " "; at--) ;
        if (at <= 1) break
        out = out substr(text, 1, at - 1) "\n"
        text = substr(text, at + 1)
        if (text ~ /^[.']/) text = "\\&" text
    }
    return out text
}
