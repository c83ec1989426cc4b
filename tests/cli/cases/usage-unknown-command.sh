doublon tidy
