doublon help
