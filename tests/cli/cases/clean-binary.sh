# A picture under a wrong name: refused, with the place where that is seen.
printf '\211PNG\r\n\032\n\0\0\0\rIHDR\0\0\1\0\0\0\1\0\10\2\0\0\0' >photo.html
doublon clean photo.html
