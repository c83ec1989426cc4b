/*
 * The languages of a memory. "fr-BE" and "fr" are one language in two places: a text of
 * either is like one of the other, for a penalty.
 */
#include "memory/inside.h"
#include "text/language_tag.h"

uint32_t
dbn_memory_language_hash(dbn_span tag)
{
    uint64_t hash = DBN_HASH_START;
    dbn_span language = dbn_language_of(tag);
    for (size_t i = 0; i < language.len; i++)
        hash = dbn_hash_byte(hash, (unsigned char)dbn_ascii_lower(language.ptr[i]));
    return (uint32_t)dbn_hash_mix(hash);
}

/* Does one of the two go on where the other ends? */
static bool
is_continued(dbn_span a, dbn_span b)
{
    dbn_span shorter = a.len < b.len ? a : b, longer = a.len < b.len ? b : a;
    return shorter.len < longer.len &&
           (longer.ptr[shorter.len] == '-' || longer.ptr[shorter.len] == '_') &&
           dbn_span_equal_ascii((dbn_span){longer.ptr, shorter.len}, shorter);
}

uint32_t
dbn_memory_penalty(dbn_span wanted, dbn_span tag)
{
    if (dbn_span_equal_ascii(wanted, tag))
        return 0;
    if (is_continued(wanted, tag))
        return DBN_MEMORY_PENALTY_GENERAL;
    return dbn_span_equal_ascii(dbn_language_of(wanted), dbn_language_of(tag))
               ? DBN_MEMORY_PENALTY_OTHER
               : DBN_NONE;
}

const dbn_memory_tag *
dbn_memory_tag_of(const dbn_memory_store *memory, int64_t id)
{
    for (uint32_t i = 0; i < memory->tags.count; i++)
        if (memory->tags.items[i].id == id)
            return &memory->tags.items[i];
    return NULL;
}

dbn_status
dbn_memory_tag_id(int64_t *out, dbn_memory_store *memory, dbn_span tag)
{
    dbn_statement *add;
    dbn_memory_tag new = {.tag = tag, .id = 1 + (int64_t)memory->tags.count};
    for (uint32_t i = 0; i < memory->tags.count; i++)
        if (dbn_span_equal(memory->tags.items[i].tag, tag)) {
            *out = memory->tags.items[i].id;
            return DBN_OK;
        }
    DBN_TRY(dbn_memory_ask_for(&add, memory, DBN_ADD_LANGUAGE));
    dbn_statement_bind_number(add, 1, new.id);
    dbn_statement_bind_text(add, 2, tag);
    DBN_TRY(dbn_statement_run(add));
    new.tag = dbn_arena_copy(&memory->arena, tag);
    new.hash = dbn_memory_language_hash(tag);
    if (new.tag.ptr == NULL ||
        dbn_vec_push(&memory->arena, &memory->tags, new) != DBN_OK)
        return dbn_memory_nomem(memory);
    *out = new.id;
    return DBN_OK;
}
