# Terms of the house are what stands there, and no expressions.
printf 'terms: {C++: Rust, .NET: Java, a.b: c, "[x": y}\n' >.doublon.yaml
printf 'Voici C, C++, CC et le .NET ; a.b, axb et [x.\n' >a.txt
doublon check -l fr --disable=typo,spell a.txt
echo "$?"
