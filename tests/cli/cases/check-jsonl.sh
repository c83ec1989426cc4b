printf "%s\n" "{\"id\":1,\"text\":\"Quoi?\"}" "{\"id\":2,\"text\":\"Rien.\"}" |
    doublon check -l fr -p fr-FR -i jsonl -f jsonl --fix=safe -
