(
    echo before
    printf 'Texte.\n' | doublon clean -q -i text -o /dev/stdout -
    printf 'Autre.\n' | doublon clean -q -i text -o /dev/fd/3 - 3>&1
    echo after
) >out.txt
cat out.txt
printf 'Texte.\n' | doublon clean -q -i text -o /dev/fd/77 -
