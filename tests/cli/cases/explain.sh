doublon explain fr.typo.etc
doublon explain --ui=fr --format=html fr.typo.etc
doublon explain no.such.rule; echo $?
doublon explain encoding.nfc article.lead-first
# Rules of validation, by their whole names
doublon explain xliff.id-unique tbx.id-unique tmx.pair-reversed xliff.pair-reversed
doublon --ui=fr explain xliff.code-lost
doublon explain tmx.code-lost; echo $?
doublon explain tmx.id-unique; echo $?
