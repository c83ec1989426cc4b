# A term that is held stands in the number of its source, where that is certain.
printf 'serveur\tordenador\nlogiciel malveillant\tprograma malicioso\nbase de données\tbase de datos\ndirecteur\tdirector\nserveur web\tservidor web\n' > terms.tsv
cat > in.txt <<'X'
Les serveurs dorment.

Les logiciels malveillants attaquent.

Des bases de données dorment.

Les directrices parlent.

Le serveur dort.

Les serveurs web dorment.

Serveurs et bases de données.
X
doublon translate -l fr -t es --glossary=terms.tsv --draft --engine="command:sed 's/Les\b/Los/; s/^Des\b/Unas/; s/Le\b/El/; s/dorment/duermen/; s/dort/duerme/; s/attaquent/atacan/; s/parlent/hablan/; s/ et / y /'" in.txt | cut -f 2,3
