# XLIFF 1.2, PO and tables are filled as they stand; what they say goes back into the page.
cat > page.html <<'X'
<html lang=fr><meta charset=utf-8><title>Le pont &amp; la route</title><body><article><p>Le <b>pont</b> reste fermé. La route<br>reste ouverte.</p>
<p>Le maire parle aux habitants.</p><p>Le maire parle aux habitants.</p></article></body></html>
X
cat > engine.sh <<'X'
tee -a asked | sed 's/Le pont & la route/El puente y la calle/; s/Le *\(XQ[0-9]*X\) *pont *\(XQ[0-9]*X\) *reste fermé/El \1 puente \2 sigue cerrado/; s/Le pont reste fermé/El puente sigue cerrado/
s/La route *\(XQ[0-9]*X\) *reste ouverte/La calle \1 sigue abierta/; s/Le maire parle aux habitants/El alcalde habla/'
X
go() { : > asked; doublon translate --to=es --engine='command:sh engine.sh' --journal=journal "$@" || echo "$?"; }
merge() { doublon merge "$@" 2>/dev/null | cmp - es.html && echo the page; }
go page.html > es.html; cat es.html
doublon prepare --to=es --for=omegat --output=project page.html 2>/dev/null
for tool in trados omegat po tsv; do
    case $tool in po | tsv) file=page.$tool ;; *) file=$tool.xlf ;; esac
    if [ $tool = omegat ]; then mv project/source/page.html.xlf $file
    else doublon prepare --to=es --for=$tool page.html > $file 2>/dev/null; fi
    go --output=es.$file $file; echo "--- $file, asked again: $(wc -l < asked)"
    diff $file es.$file | grep '^[<>]' | grep -v '^<.*context-group' | sed 's/<context context-type="x-doublon-[frwd].*digest[^>]*>[^>]*>/…/'
    case $tool in po | tsv) ;; *) doublon validate es.$file; merge es.$file ;; esac
done
# Messages that somebody must look at are no translations yet.
doublon merge es.page.po > back.html 2> told; tail -1 told
sed '/^#, fuzzy$/d' es.page.po > sure.po; merge sure.po
merge es.page.tsv
go --output=again.po es.page.po; go --draft es.trados.xlf | cut -f 1,4
# A flag, a message of an earlier version, line ends of others, a short row, other separators.
printf 'msgid ""\r\nmsgstr ""\r\n"Language: es\\n"\r\n\r\n# of ours\r\n#, c-format, fuzzy\r\n#| msgid "Le pont"\r\n#| msgstr "x"\r\nmsgid "Le pont reste fermé."\r\nmsgstr "El "\r\n"puente"\r\n\r\n#, c-format\r\nmsgid "Le maire "\r\n"parle aux habitants."\r\nmsgstr ""\r\n' > odd.po
go -l fr --output=es.po odd.po; cat es.po
printf 'source;x;target\n"Le maire parle aux habitants.";1;\nLe pont reste fermé.\nLe pont;2;El puente\n' > odd.csv
go -l fr --output=es.csv odd.csv; cat es.csv
# What a tool left in a segment that is translated stays.
sed '/mid="3"/s|</seg-source>|&<target xml:lang="es" state="translated"><mrk mtype="seg" mid="3">La calle<mrk mtype="x-mine"> sigue</mrk> abierta.</mrk></target>|' trados.xlf > partly.xlf
go --output=es.partly.xlf partly.xlf; grep -A2 'x-mine' es.partly.xlf; doublon validate es.partly.xlf
# A table in UTF-16, as spreadsheets write it, stays in it; half a character is told.
for end in LE BE; do
  { test $end = LE && printf '\377\376' || printf '\376\377'; iconv -f UTF-8 -t UTF-16$end odd.csv; } > wide.csv
  go -l fr --output=es.wide.csv wide.csv; head -c 2 es.wide.csv | od -An -tx1; iconv -f UTF-16 -t UTF-8 es.wide.csv | diff - es.csv
done
{ cat wide.csv; printf '\330\075\000\n'; } > half.csv; go -l fr --output=es.half.csv half.csv
