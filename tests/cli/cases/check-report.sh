# The report of a check: everything but the style sheets.
printf 'Un titre\n\nIl dit que ce mot est est là ; à 16 h 15.\n\nTout est juste dans ce paragraphe-ci, et il est long.\n' >a.txt
doublon check -l fr -p fr-FR --format=html a.txt | sed '/^<style>$/,/^<\/style>$/d'
# In French, of several, one of which failed.
printf '\211PNG\r\n\032\n' >b.txt
doublon check -l fr -p fr-FR --format=html --ui=fr a.txt b.txt | sed '/^<style>$/,/^<\/style>$/d' | grep -v '^<p class="[lt]"'
