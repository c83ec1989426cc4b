echo "À 16h15, il part." | doublon check -l fr -p fr-BE
echo "À 16 h 15, il part." | doublon check -l fr -p fr-BE --house=hours=tight
