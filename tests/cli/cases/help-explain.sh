doublon explain -h
