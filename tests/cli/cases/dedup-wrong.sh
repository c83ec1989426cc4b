# Ids that several documents have and dates that nobody can read are named; nothing is lost
line() { printf '{"id":"%s","date":"%s","text":"%s"}\n' "$1" "$2" "$3"; }
{
    line a 2024-05-01 'Le pont de la rue Haute rouvre lundi matin après six mois de travaux.'
    line a 'mardi' 'La piscine ferme ses portes pour trois semaines, dit la ville.'
    line b '' 'Un renard a traversé le marché sous les yeux des maraîchers.'
    line a 2024-05-02 'Le pont de la rue Haute rouvre lundi matin après six mois de travaux.'
    printf '{"id":"c\\u001b[31m","date":"31/12/2024","text":"Le carillon sonnera dimanche."}\n'
} >x.jsonl
doublon dedup --unit=document x.jsonl | sed 's/"doublon".*"copies"/"copies"/'
for i in 1 2 3 4 5 6 7 8 9; do
    line "n$i" x "Premier texte numéro $i."
    line "n$i" x "Second texte numéro $i."
done >y.jsonl
doublon dedup --unit=document y.jsonl | wc -l
