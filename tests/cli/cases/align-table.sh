printf 'de kalme zee in de winter ||| quiet in winter is the sea\n' >both
printf '# shore\nfr\tnl\ten-GB\ten\tnote\nmer\tzee|meer\t\tsea|seas\nvide\ncalme\tkalme\tx\tquiet\n' >table
doublon align --lang=nl,en --no-dictionaries --words --tokenised --format=pharaoh both
doublon align --lang=nl,en --no-dictionaries --words --tokenised --format=pharaoh --lexicon=table both
doublon align --lang=nl,de --no-dictionaries --words --tokenised --format=pharaoh --lexicon=table both
doublon align --lang=de,es --no-dictionaries --words --tokenised --format=pharaoh --lexicon=table both
