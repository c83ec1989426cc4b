doublon align --help
