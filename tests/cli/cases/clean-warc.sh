# Captured pages with their address and date; chunked, compressed, kept decoded; what is
# no document is skipped, and said. Plain or compressed record by record is the same.
. "$INPUTS/captures.sh"
page='<p>Le pont des Arches est fermé depuis lundi matin.</p>'
{
    printf 'software: none\r\n' | record warcinfo 0 ''
    echo "$page" | answer '' | record response 1 'WARC-Target-URI: https://a.example/1\r\n'
    echo "$page" | gzip | chunked |
        answer 'Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n' |
        record response 2 'WARC-Target-URI: https://a.example/2\r\n'
    echo "$page" | answer 'Content-Encoding: br\r\nTransfer-Encoding: chunked\r\n' |
        record response 3 ''
    printf '' | answer '' | record revisit 4 ''
    printf 'HTTP/1.1 404 Not Found\r\n\r\n%s' "$page" | record response 5 ''
    printf 'HTTP/1.1 200 OK\r\nContent-Type: image/gif\r\n\r\nGIF89a' | record response 6 ''
    printf '<p>Li\350ge.</p>' |
        record resource 7 'Content-Type: text/html; charset=iso-8859-15\r\n'
} >plain.warc
doublon clean --format=jsonl plain.warc | grep -o '^.*"doublon"\|"text":"[^"]*","lang\|"charset":"[^"]*"'
gzip -c plain.warc >whole.warc.gz
doublon clean whole.warc.gz | uniq
