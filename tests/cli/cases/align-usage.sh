doublon align a b; echo $?
doublon align --lang=fr a b; echo $?
doublon align --lang=fr,en; echo $?
doublon align --lang=fr,en --no-dictionaries missing.a missing.b; echo $?
printf 'no tab\n' >list; doublon align --lang=fr,en --pairs=list; echo $?
printf '' >a; printf 'Seul.\n' >b; doublon align --lang=fr,en --no-dictionaries a b; echo $?
