cat >a.txt <<EOF
Le conseil communal a voté lundi soir le budget de l’année prochaine, après six heures de débat. La majorité parle d’un effort juste, l’opposition d’un plan que personne n’a lu jusqu’au bout.
Le conseil communal a voté lundi soir le budget de l’année prochaine, après six heures de débat.
La majorité parle d’un effort juste, l’opposition d’un plan que personne n’a lu jusqu’au bout.
Le bourgmestre a quitté la salle avant la fin pour prendre le dernier train vers la capitale.
EOF
for which in finest first longest earliest latest cleanest; do
    doublon clean -q --survivor=$which a.txt | grep -c .
done
