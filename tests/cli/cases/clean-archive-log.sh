# What is restored of a document in an archive is the document as it came out of it.
mkdir in
cp "$INPUTS/article.html" "$INPUTS/other.txt" in
tar -cf in.tar in/article.html in/other.txt
doublon clean -q --log=log in.tar >out
doublon restore --log=log --document=in.tar:in/article.html out |
    cmp - "$INPUTS/article.html" && echo same
