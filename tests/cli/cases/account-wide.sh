# Carets stand under wide and combined characters as terminals print them.
printf '%s\n\n' \
    'Un titre' \
    '日本語のテキスト 12 morts dans l’accident de la route à Tokyo hier soir, dit-on.' \
    'Un autre paragraphe, assez long pour compter, sépare les deux copies.' \
    '日本語のテキスト 13 morts dans l’accident de la route à Tokyo hier soir, dit-on.' \
    >wide.txt
doublon clean -o out.txt wide.txt
