# JSON Lines that nobody named are read as text, and said.
printf '{"id": 1, "text": "Le conseil a voté lundi."}\n{"id": 2, "text": "La salle est vide."}\n' |
  doublon clean --quiet
printf '{"id": 1, "text": "Le conseil a voté lundi."}\n{"id": 2, "text": "La salle est vide."}\n' |
  doublon clean
printf '{"id": 1, "text": "Le conseil a voté lundi."}\n' | doublon segment
printf '{"id": 1, "text": "Le conseil a voté lundi."}\n' | doublon clean --input=jsonl
# A text that begins with a brace is none.
printf '{une accolade ouverte\n' | doublon clean
