#include "key/key.h"

#include "base/utf8.h"
#include "key/token.h"
#include "text/fold.h"

/* Bytes a token takes in running text, with the space behind it: a first guess that
 * spares most growing. */
#define BYTES_PER_TOKEN 6
/* How far before a word its sentence is looked for: spaces, quotes, brackets. */
#define LOOK_BACK 16

static dbn_status
add_block(dbn_key *key, dbn_token_reader *scanner, dbn_job *job)
{
    dbn_tokens *tokens = &key->tokens;
    for (;;) {
        uint32_t room = tokens->cap - tokens->count;
        if (room == 0) {
            if (!dbn_vec_reserve(&job->scratch, tokens, 1))
                return dbn_job_nomem(job);
            continue;
        }
        uint32_t count =
            dbn_token_reader_fill(scanner, tokens->items + tokens->count, room);
        tokens->count += count;
        if (count < room)
            return DBN_OK;
    }
}

static dbn_status
add_blocks(dbn_key *key, uint32_t *first, const dbn_records *records,
           const dbn_profile *profile, dbn_job *job)
{
    dbn_word_entry *cache =
        dbn_cache_for(&job->words, DBN_WORD_CACHE * sizeof(dbn_word_entry));
    dbn_token_reader scanner =
        dbn_token_reader_of(records->view->text, (dbn_range){0, 0}, profile, cache);
    for (uint32_t i = 0; i < records->blocks.count; i++) {
        dbn_range range = records->blocks.items[i].range;
        first[i] = key->tokens.count;
        scanner.at = range.beg;
        scanner.end = range.end;
        DBN_TRY(add_block(key, &scanner, job));
    }
    first[records->blocks.count] = key->tokens.count;
    return DBN_OK;
}

dbn_status
dbn_key_make(dbn_key *out, const dbn_records *records, const dbn_profile *profile,
             dbn_job *job)
{
    *out = (dbn_key){.view = records->view};
    size_t count = (size_t)records->blocks.count + 1;
    uint32_t *first = dbn_arena_alloc(&job->scratch, count * sizeof *first);
    uint32_t guess = (uint32_t)(records->view->text.len / BYTES_PER_TOKEN);
    if (first == NULL || !dbn_vec_reserve(&job->scratch, &out->tokens, guess))
        return dbn_job_nomem(job);
    out->first = first;
    return add_blocks(out, first, records, profile, job);
}

static bool
is_upper_at(dbn_span text, uint32_t at)
{
    uint32_t len;
    return at < text.len &&
           dbn_char_class_of(dbn_utf8_decode(text, at, &len)) == DBN_CHAR_UPPER;
}

/* Is the last visible thing before `beg`, quotes and brackets apart, a letter, a
 * digit or a comma? Then a capital at `beg` is no sentence's. */
static bool
is_inside_sentence(dbn_span text, uint32_t beg)
{
    uint32_t at = beg, len;
    for (int i = 0; at > 0 && i < LOOK_BACK; i++) {
        do
            at--;
        while (at > 0 && dbn_utf8_is_continuation(text.ptr[at]));
        uint32_t code = dbn_utf8_decode(text, at, &len);
        if (code == '\n')
            return false;
        dbn_char_class class = dbn_char_class_of(code);
        if (class == DBN_CHAR_SPACE || class == DBN_CHAR_MARK)
            continue;
        return class != DBN_CHAR_OTHER || code == ',' || code == '\'' ||
               code == 0x2019 || code == '-';
    }
    return false;
}

dbn_token_look
dbn_token_look_at(dbn_span text, uint32_t beg, const dbn_profile *profile)
{
    dbn_token token;
    dbn_token_look look = {.range = {beg, beg}};
    dbn_token_reader scanner =
        dbn_token_reader_of(text, (dbn_range){beg, (uint32_t)text.len}, profile, NULL);
    if (!dbn_token_reader_next(&scanner, &token, &look))
        return look;
    if (look.kind == DBN_TOKEN_WORD && is_upper_at(text, look.range.beg) &&
        is_inside_sentence(text, look.range.beg))
        look.kind = DBN_TOKEN_NAME;
    return look;
}
