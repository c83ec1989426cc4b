doublon clean --format
