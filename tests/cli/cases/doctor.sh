doublon doctor
