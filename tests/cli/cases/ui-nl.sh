# What rules say is in Dutch where they say it so; all else stays in English.
doublon explain --ui=nl nl.typo.ij-capital fr.typo.etc
printf 'In Ijmuiden wordt ik gebeld , om 16u15.\n' | doublon check --ui=nl --lang=nl --profile=nl-NL
doublon check --ui=nl --frobnicate
