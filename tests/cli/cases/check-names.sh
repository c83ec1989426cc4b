# What an option names and nobody knows is refused, with the nearest that is known.
echo Texte. >a.txt
try() { doublon check --no-config "$@" a.txt; echo "$?"; }
try --lang=fr --profile=fr-FR --house=hours=tigth
try --house=hour=tight
try --house=foo=bar
try --enable=foo
try --enable=stile
try --disable=fr.typo.hours
try --profile=fr_FR
try --profile=klingon
try --lang=klingon
try --lang=fr,nl
# Known: a family, the beginning of a name, a language without a profile, a locale.
try --enable=style,fr.typo --disable=grammar --house=hours=any --lang=fr_BE.UTF-8
try --profile=pl-PL --lang=pl
# More names than there is room for
names=$(seq -s, -f r%.0f 300)
doublon check -l fr --enable="$names" --disable="$names" - </dev/null; echo $?
doublon check -l fr --enable=a,,b - </dev/null; echo $?
