echo "Il a reçu un mail de la start-up." | doublon check -l fr
echo "style:"
echo "Il a reçu un mail de la start-up." | doublon check -l fr --enable=style
echo "none:"
echo "Quoi? Le le mail." | doublon check -l fr -p fr-FR --disable=typo,any.consistency
