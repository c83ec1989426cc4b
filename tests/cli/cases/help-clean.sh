doublon clean -h
