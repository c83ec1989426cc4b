doublon
