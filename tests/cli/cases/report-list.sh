# Of several documents each is a row, failed ones too; the totals come last.
mkdir in
printf 'Un titre\n\nUn paragraphe assez long pour \303\252tre lu comme un paragraphe.\n' >in/a.txt
printf '\211PNG\r\n\032\n' >in/b.txt
printf '{"id":1,"text":"Une ligne & <rien> d\\u0027autre."}\n{"id":2\n' >in/c.jsonl
doublon clean --format=html --max-failures=2 in | sed '/^<style>$/,/^<\/style>$/d'
