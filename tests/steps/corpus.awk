# corpus.awk - JSON Lines that repeat each other in every way that dedup knows: copies
# of copies, paragraphs, excerpts, other numbers, the same line twice, pages, hosts, ids
# that several have. awk -v count=N -f corpus.awk
function draw(n) { state = (state * 1103515245 + 12345) % 2147483648; return int(state / 65536) % n }
function word() { return words[1 + draw(total)] }

function sentence(   text, i) {
    text = "La ville"
    for (i = 0; i < 14; i++) text = text " " word()
    return text " pour " 100 + draw(900) " euros."
}

# Another word in one place of so many.
function edited(text, every,   parts, n, i) {
    n = split(text, parts, " ")
    text = parts[1]
    for (i = 2; i <= n; i++) text = text " " (draw(every) == 0 ? word() : parts[i])
    return text
}

function other_number(text) { sub(/pour [0-9]+/, "pour " 1000 + draw(9), text); return text }

function paragraph() {
    return known > 0 && draw(3) == 0 ? pool[1 + draw(known)] \
        : (pool[++known] = sentence() " " sentence())
}

function article(   how) {
    how = made < 3 ? 9 : draw(10)
    if (how < 4) return edited(texts[1 + draw(made)], 4 + draw(20))
    if (how == 4) return other_number(texts[1 + draw(made)])
    if (how == 5) return texts[1 + draw(made)]
    return paragraph() "\\n\\n" paragraph() "\\n\\n" paragraph()
}

function html(text) { gsub(/\\n\\n/, "</p><p>", text); return "<article><p>" text "</p></article>" }

BEGIN {
    state = 20
    total = split("pont marché école fanfare budget chantier tramway fontaine kiosque verger " \
        "moulin carnaval digue halle piscine théâtre sentier accord carrière vitrail rouge " \
        "vert ancien nouveau fermé ouvert financé promis reporté signé vendu perdu trouvé " \
        "lundi mardi jeudi matin soir hiver été sous devant avec sans contre parmi selon", words, " ")
    for (i = 1; i <= count; i++) {
        now = article()
        texts[++made] = now
        line = "{\"id\":\"" (i % 17 == 0 ? "same" : "n" i) "\",\"lang\":\"fr\""
        if (draw(3) > 0) line = line ",\"date\":\"2026-0" 1 + draw(9) "-1" draw(10) "\""
        if (draw(2) > 0) line = line ",\"url\":\"https://www.site" draw(4) ".example/" i "\""
        if (i % 9 == 0) line = line ",\"html\":\"" html(now) "\"}"
        else if (i % 13 == 0) line = line ",\"text\":\"Un tab\\tun \\\\ et un NUL\\u0000 " now "\"}"
        else line = line ",\"text\":\"" now "\"}"
        print line
        if (i % 8 == 0) print line
    }
}
