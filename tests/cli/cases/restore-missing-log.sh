echo text >out.txt
doublon restore --log=missing out.txt
