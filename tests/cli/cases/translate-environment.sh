# Programs that translate see no key; a program that we know sees what it needs alone.
export DEEPL_API_KEY=secret OTHER_KEY=secret OTHER=seen LC_NUMERIC=C
printf 'Le pont est fermé.\n' > in.txt
doublon translate -l fr -t es -o out --engine='command:env > seen; sed "s/.*/El puente está cerrado./"' in.txt
cat out; grep -E 'KEY|OTHER|DOUBLON_(SOURCE|TARGET)' seen | sort
mkdir -p bin data/modes; : > data/modes/fr-es.mode
cat > bin/apertium <<'X'
#!/bin/sh
env > seen
printf 'El puente está cerrado..[]\0'
X
chmod +x bin/apertium; PATH=$PWD/bin:$PATH
doublon translate -l fr -t es --engine=apertium --address=data in.txt
grep -c secret seen; grep -E '^(OTHER|LC_NUMERIC)=' seen; grep -c ^PATH= seen
