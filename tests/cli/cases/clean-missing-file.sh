doublon clean missing.txt
