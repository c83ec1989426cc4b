doublon restore --help
