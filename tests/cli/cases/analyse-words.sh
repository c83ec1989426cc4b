# What a word is. The counts of omegat are those of OmegaT 3.6.
while IFS= read -r line; do
    printf '%s\n' "$line" > text
    for how in spaces elisions omegat trados; do
        doublon analyse --lang=fr --input=text --count-like=$how --format=csv text |
            sed -n 's/^"",total,[0-9]*,\([0-9]*\),.*/\1 /p' | tr -d '\n'
    done
    printf '%s\n' "$line"
done <<'TXT'
l'hébergeur
l’hébergeur
vingt-deux mots
vingt–deux mots
Bruxelles — Midi
B-52 et A380
12:30 et 16h15
1 000 euros
1.234,5 euros
50 % et 50%
www.example.org
a.b@example.org
« Quoi ? »
« Quoi ? »
M. Dupont, etc.
3,5 à 4.5
n°12
aujourd'hui
l'A380
C'est-à-dire
et/ou
10'000
km² et H2O
E2E test_case a_b
2-3 fois
U.S.A.
"mot"dit
$5 5€ #3
日本の車
日本語ドーabc
ภาษาไทย
食べる
TXT
