doublon segment --format=text; echo $?
doublon segment missing.txt; echo $?
printf 'a' >x; doublon segment x --output=x; echo $?
