doublon explain fr.typo.etc
doublon explain --ui=fr --format=html fr.typo.etc
doublon explain no.such.rule; echo $?
doublon explain encoding.nfc article.lead-first
