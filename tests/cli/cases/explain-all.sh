doublon explain --all | grep -c "^[a-z]*\.typo\." | sed "s/^[0-9]*$/many/"
