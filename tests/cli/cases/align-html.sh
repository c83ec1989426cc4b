printf 'Le serveur a été saisi à Gand.\nLa police refuse de commenter.\nUne audience est prévue le 3 mars.\n' >fr.txt
printf 'The server was seized in Ghent.\nA hearing is due on 3 March.\n' >en.txt
doublon align --lang=fr,en --segmented --no-dictionaries --format=html fr.txt en.txt >one.html
sed -n '/<main/,$p' one.html
# It loads nothing, and is small.
grep -c 'src=\|url(\|@import\|<script' one.html
test "$(wc -c <one.html)" -lt 30000 && echo small
# Several pairs are rows that open, in the language that is asked for.
mkdir fr en; cp fr.txt fr/a.txt; cp fr.txt fr/b.txt; cp en.txt en/a.txt; cp en.txt en/b.txt
doublon align --lang=fr,en --segmented --no-dictionaries --format=html --ui=fr fr en | grep '<title>\|<details\|<html\|<strong>\|</html>'
