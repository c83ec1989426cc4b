# A page to revise translations on: the file is in it, whole
cat >page.html <<'END'
<html lang=fr><title>Le pont</title><p>Le <b>pont</b> de Courtrai est fermé. Rien ne passe.</p><p>Rien ne passe.</p></html>
END
doublon prepare --to=nl page.html |
    sed 's/<source>Rien ne passe.<\/source>/&<target>Niets rijdt er 3 keer.<\/target>/' >page.xlf
printf 'fr\tnl\npont\tbrug\n' >terms.tsv
doublon check --no-config --glossary=terms.tsv --format=html page.xlf | sed -e '/<style>/,/<\/style>/d' -e '/<script>/,/<\/script>/d' -e '/^<meta/d' -e '/class="file"/,/^&.*<\/div>/d'
# Lists of messages are shown, and cannot be edited there
doublon prepare --to=nl --for=po page.html >page.po
doublon check --no-config --ui=fr --format=html page.po | grep -c 'class="target"\|class="file"\|<script>'
