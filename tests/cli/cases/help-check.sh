doublon check -h
