/*
 * Hashes of a page and its units: by what they are the same, and what must not change.
 */
#include "text/bilingual.h"

#include "base/eight.h"

static uint64_t
digest_add(uint64_t hash, dbn_span field)
{
    for (size_t i = 0; i < field.len; i++)
        hash = dbn_hash_byte(hash, (unsigned char)field.ptr[i]);
    return dbn_hash_byte(hash, 0xFF);
}

/* Text may be in several pieces: only markup ends a field. */
uint64_t
dbn_bilingual_hash(const dbn_bilingual *b, dbn_pieces pieces)
{
    uint64_t hash = DBN_HASH_START;
    for (uint32_t i = pieces.beg; i < pieces.end; i++) {
        const dbn_piece *piece = &b->pieces.items[i];
        if (piece->kind != DBN_PIECE_TEXT)
            hash = digest_add(dbn_hash_byte(hash, piece->kind), piece->text);
        for (size_t k = 0; k < piece->text.len && piece->kind == DBN_PIECE_TEXT; k++)
            hash = dbn_hash_byte(hash, (unsigned char)piece->text.ptr[k]);
    }
    return hash;
}

static void
write_digest(char out[DBN_DIGEST_BYTES], uint64_t hash)
{
    hash = dbn_hash_mix(hash);
    for (int i = DBN_DIGEST_BYTES; i-- > 0; hash >>= 4)
        out[i] = "0123456789abcdef"[hash & 0xF];
}

/* Eight bytes a step: a page is long, and a multiplication a byte takes longer than
 * reading it does. */
void
dbn_page_digest(char out[DBN_DIGEST_BYTES], dbn_span page)
{
    uint64_t hash = dbn_hash_mix(DBN_HASH_START ^ page.len);
    size_t at = 0;
    for (; page.len - at >= 8; at += 8)
        hash = dbn_hash_mix(hash ^ dbn_eight_at(page.ptr + at));
    for (; at < page.len; at++)
        hash = dbn_hash_byte(hash, (unsigned char)page.ptr[at]);
    write_digest(out, hash);
}

/* In decimal digits. */
static uint64_t
digest_number(uint64_t hash, uint32_t number)
{
    char digits[10];
    size_t at = sizeof digits;
    do
        digits[--at] = (char)('0' + number % 10);
    while ((number /= 10) > 0);
    for (; at < sizeof digits; at++)
        hash = dbn_hash_byte(hash, (unsigned char)digits[at]);
    return hash;
}

void
dbn_bilingual_digest(char out[DBN_DIGEST_BYTES], const dbn_bilingual *b, uint32_t unit)
{
    const dbn_bilingual_unit *u = &b->units.items[unit];
    dbn_pieces sources = dbn_bilingual_sources(b, unit);
    uint64_t hash = digest_number(DBN_HASH_START, u->source.beg);
    hash = digest_number(dbn_hash_byte(hash, '-'), u->source.end);
    hash = digest_add(hash, DBN_SPAN(""));
    hash = digest_add(hash, dbn_writing_name((dbn_writing)u->writing));
    for (uint32_t i = sources.beg; i < sources.end; i++)
        if (b->pieces.items[i].kind != DBN_PIECE_TEXT)
            hash = digest_add(hash, b->pieces.items[i].text);
    for (uint32_t i = sources.beg; i < sources.end; i++) {
        const dbn_piece *piece = &b->pieces.items[i];
        for (size_t k = 0; k < piece->text.len && piece->kind == DBN_PIECE_TEXT; k++)
            if (!dbn_is_ascii_space(piece->text.ptr[k]))
                hash = dbn_hash_byte(hash, (unsigned char)piece->text.ptr[k]);
    }
    write_digest(out, hash);
}
