doublon help restore
