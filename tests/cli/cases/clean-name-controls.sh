# A name is what somebody else gave: none of its controls reaches the terminal.
name=$(printf 'a\033[31m\302\233\177é.txt')
cp "$INPUTS/other.txt" "$name"
doublon clean "$name" >out
doublon clean --max-bytes=3 "$name"
doublon segment --lang=fr "missing $name"
doublon check "missing $name"
true
