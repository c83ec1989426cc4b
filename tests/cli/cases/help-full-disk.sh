doublon clean -h >/dev/full
