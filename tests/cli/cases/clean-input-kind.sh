# The same bytes, read as a page and as a text.
printf '<p>Le conseil communal a voté <b>lundi</b> soir.</p>' >a
doublon clean -q --input=html a
doublon clean -q --input=text a
doublon clean -q a
