mkdir nothing
doublon clean nothing
