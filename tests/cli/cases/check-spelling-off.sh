# Without a dictionary all else is still looked at; the package is named, once.
DOUBLON_HUNSPELL=none
export DOUBLON_HUNSPELL
mkdir none
printf 'Il est est parti au gouvernment.\n' >a.txt
cp a.txt b.txt
doublon check --lang=fr --disable=typo a.txt b.txt
doublon check --ui=fr --lang=nl --disable=typo a.txt
