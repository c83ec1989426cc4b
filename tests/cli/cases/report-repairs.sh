# What was repaired is marked where it stands, and listed with its rule.
printf 'L\342\200\231o\357\254\203ce a\302\255vait ferm\303\251. \302\222Encore\302\222 &amp;eacute;tait-il l\303\240.\n' >mixed.txt
doublon clean -q --format=html mixed.txt | sed '/^<style>$/,/^<\/style>$/d'
