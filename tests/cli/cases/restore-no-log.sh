doublon restore out.txt
