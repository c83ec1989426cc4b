# Terms of words are found in any form; what is proposed has that form, and its capitals.
# What the house writes is right, and so is what it does not write: it is said once.
cat >.doublon.yaml <<'Y'
terms:
  malware: [maliciel, logiciel malveillant]
  logiciel espion: espiongiciel
  parking: stationnement
  facebook: Facebook
  courriels: courriel
  foo bar: baz
  anti-virus: ''
Y
printf 'Les malwares et des MALWARES. Malware ! Des logiciels espions, deux parkings.\n' >a.txt
printf 'facebook, Facebook et FACEBOOK ; un courriel, des foo bar, un baz, des maliciels.\n' >b.txt
printf 'Un anti-virus. « Les malwares », dit-elle.\n' >c.txt
doublon check -l fr --disable=typo a.txt b.txt c.txt
echo "$?"
doublon check -l fr --disable=typo --fix=all a.txt b.txt
