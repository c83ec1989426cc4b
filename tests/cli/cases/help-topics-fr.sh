doublon help --ui=fr
