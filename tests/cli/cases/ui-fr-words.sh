# The words that stand for values are French, too.
doublon --ui=fr check -h | grep -o -e '--[a-z-]*=[^ ]*'
