doublon segment --help
