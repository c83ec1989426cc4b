# No document at all is a page that says so.
mkdir empty
doublon clean --format=html empty | sed '/^<style>$/,/^<\/style>$/d'
