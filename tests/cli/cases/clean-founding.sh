# The article that started it: its lead stood three times, and comes out once.
for form in page.html dump.txt; do
    doublon clean -q "$CORPORA/fr/serveur-duqu/$form" >$form
    grep -c "a débranché jeudi une machine" $form
    grep -c "recevait depuis plusieurs semaines" $form
    grep -c "Contenu partenaire" $form
done
cmp page.html dump.txt && head -3 page.html
