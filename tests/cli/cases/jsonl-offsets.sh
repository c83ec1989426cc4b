# The second paragraph of “é😀é.”, in each unit.
printf '{"text":"Été 😀 pluvieux à Liège, dit-on depuis lundi.\\nLa suite viendra demain matin."}\n' >a.jsonl
for unit in bytes codepoints utf16; do
    doublon clean -q -f jsonl --offsets=$unit a.jsonl |
        grep -o '"offsets":"[a-z0-9]*"\|"from":[0-9]*,"to":[0-9]*'
done
