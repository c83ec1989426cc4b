doublon -h && doublon --help | cmp - /dev/stdin <<EOF
$(doublon -h)
EOF
