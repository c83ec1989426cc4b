doublon help weather
