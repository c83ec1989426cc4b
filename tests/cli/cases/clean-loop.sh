# A link to itself can be read by nobody, whoever asks.
ln -s loop.txt loop.txt
doublon clean loop.txt
