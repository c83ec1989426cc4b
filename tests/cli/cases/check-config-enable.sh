# The last name counts: outside `files`, in them, on the command line in its order.
cat >.doublon.yaml <<'CONFIG'
lang: fr
disable: [typo, style]
terms: {malware: maliciel}
files:
  - paths: [b.txt]
    enable: [any.style]
CONFIG
printf 'Le malware est... parti.\n' | tee a.txt >b.txt
doublon check a.txt
echo "a: $?"
doublon check b.txt
echo "b: $?"
doublon check --enable=typo,fr.style --disable=style --enable=any.style.house-terms a.txt
echo "on, off, on: $?"
doublon check --enable=any.style --disable=style b.txt
echo "on, off: $?"
