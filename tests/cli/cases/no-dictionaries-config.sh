# Without dictionaries it is not the configuration that is wrong: 3, and 2 where it is.
echo Texte. >a.txt
echo 'profile: fr-BE' >right.yaml
echo 'profile: fr-BA' >wrong.yaml
DOUBLON_DICTS=nowhere doublon check --config=right.yaml a.txt; echo "$?"
doublon check --config=wrong.yaml a.txt; echo "$?"
