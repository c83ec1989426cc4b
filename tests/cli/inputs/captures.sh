# What cases use to write web archives: . "$INPUTS/captures.sh"
#
# record TYPE ID FIELDS writes a record whose block is standard input; FIELDS are
# headers, each with its \r\n. answer HEADERS writes the answer of a server around
# standard input. Both to standard output.

record() {
    cat >block
    printf 'WARC/1.1\r\nWARC-Type: %s\r\nWARC-Record-ID: <urn:uuid:%s>\r\n' "$1" "$2"
    printf 'WARC-Date: 2024-03-05T10:20:30Z\r\nContent-Type: application/http\r\n'
    printf "$3"'Content-Length: %s\r\n\r\n' "$(($(wc -c <block)))"
    cat block
    printf '\r\n\r\n'
    rm block
}

answer() {
    printf 'HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n'"$1"'\r\n'
    cat
}

# The body as one chunk and the last.
chunked() {
    cat >chunk
    printf '%x\r\n' "$(($(wc -c <chunk)))"
    cat chunk
    printf '\r\n0\r\n\r\n'
    rm chunk
}
