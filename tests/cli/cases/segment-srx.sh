# Our rules as SRX, of one language and of all, and back.
doublon segment --format=srx --lang=nl | head -2
doublon segment --format=srx -o all.srx; echo $?
printf 'Voir M. Dupont, cf. p. 12. Il dort. Fin.' >a.txt
doublon segment --lang=fr --srx=all.srx a.txt
# Somebody else's, which know one language.
cat >own.srx <<'SRX'
<srx version="2.0"><header cascade="no"/><body><languagerules>
<languagerule languagerulename="x">
<rule break="yes"><beforebreak>,</beforebreak><afterbreak>\s</afterbreak></rule>
</languagerule></languagerules>
<maprules><languagemap languagepattern="FR.*" languagerulename="x"/></maprules>
</body></srx>
SRX
doublon segment --lang=fr-BE --srx=own.srx a.txt
doublon segment --lang=en --srx=own.srx a.txt
printf 'See Mr Dupont, p. 12. He sleeps, I think.' >b.txt
doublon align --lang=fr,en --no-dictionaries --srx=own.srx a.txt b.txt
# What is refused.
sed 's/,</(,</' own.srx >bad.srx
doublon segment --srx=bad.srx a.txt; echo $?
doublon segment --ui=fr --srx=bad.srx a.txt; echo $?
doublon segment --srx=none.srx a.txt; echo $?
doublon segment --srx=a.txt a.txt; echo $?
doublon segment --format=srx a.txt; echo $?
doublon segment --format=srx --lang=zz; echo $?
doublon segment --srx=own.srx --output=own.srx a.txt; echo $?
