printf 'Il co\373te 3 \244 \340 Li\350ge, dit le patron du caf\351.\n' >a.txt
doublon clean -q --charset=iso-8859-15 a.txt
