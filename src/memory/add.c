/*
 * What is added to a memory: a unit with its variants, and of its sources the stems by
 * which they are found. A unit that is there already, by all it holds, is left out; so
 * adding a file again adds nothing.
 */
#include "memory/inside.h"

dbn_status
dbn_memory_stems_of(dbn_span *out, dbn_span text, dbn_job *job)
{
    dbn_memory_tokens tokens = {0};
    DBN_TRY_PUSH(job, dbn_memory_tokens_of(&tokens, text, &job->scratch));
    unsigned char *bytes = dbn_arena_alloc(&job->scratch, 4 * (size_t)tokens.count);
    if (bytes == NULL)
        return dbn_job_nomem(job);
    for (uint32_t i = 0; i < tokens.count; i++)
        for (uint32_t k = 0; k < 4; k++)
            bytes[4 * i + k] = (unsigned char)(tokens.items[i].stem >> 8 * k);
    *out = (dbn_span){(char *)bytes, 4 * (size_t)tokens.count};
    return DBN_OK;
}

static uint64_t
hash_field(uint64_t hash, dbn_span field)
{
    for (size_t i = 0; i < field.len; i++)
        hash = dbn_hash_byte(hash, (unsigned char)field.ptr[i]);
    return dbn_hash_mix(hash ^ field.len);
}

static int64_t
identity_of(const dbn_stored_unit *unit)
{
    uint64_t hash = DBN_HASH_START;
    for (uint32_t i = 0; i < unit->variant_count; i++) {
        hash = hash_field(hash, unit->variants[i].lang);
        hash = hash_field(hash, unit->variants[i].text);
        hash = hash_field(hash, unit->variants[i].content);
        hash = dbn_hash_byte(hash, unit->variants[i].is_source);
    }
    hash = dbn_hash_mix(hash ^ unit->before);
    return (int64_t)dbn_hash_mix(hash ^ unit->after);
}

static bool
is_same_variant(const dbn_memory_store *memory, const dbn_statement *row,
                const dbn_memory_variant *variant)
{
    const dbn_memory_tag *tag = dbn_memory_tag_of(memory, dbn_statement_number(row, 0));
    return tag != NULL && dbn_span_equal(tag->tag, variant->lang) &&
           (dbn_statement_number(row, 1) != 0) == variant->is_source &&
           dbn_span_equal(dbn_statement_text(row, 2), variant->text) &&
           dbn_span_equal(dbn_statement_text(row, 3), variant->content);
}

/* Are the variants from `first` on those of the unit, as many as it has? */
static dbn_status
has_same_variants(bool *out, dbn_memory_store *memory, int64_t first,
                  const dbn_stored_unit *unit)
{
    dbn_statement *rows;
    bool has_row;
    uint32_t same = 0;
    DBN_TRY(dbn_memory_ask_for(&rows, memory, DBN_ASK_VARIANTS));
    dbn_statement_bind_number(rows, 1, first);
    dbn_statement_bind_number(rows, 2, first + unit->variant_count);
    dbn_status status;
    while ((status = dbn_statement_step(&has_row, rows)) == DBN_OK && has_row) {
        if (same == unit->variant_count ||
            !is_same_variant(memory, rows, &unit->variants[same]))
            break;
        same++;
    }
    dbn_statement_reset(rows);
    *out = same == unit->variant_count;
    return status;
}

/* Those of one identity are compared: nothing is dropped for a hash. Where somebody
 * makes many of one, a unit may come to stand there twice. */
static dbn_status
is_known(bool *out, dbn_memory_store *memory, const dbn_stored_unit *unit,
         int64_t identity)
{
    dbn_statement *rows;
    bool has_row;
    *out = false;
    DBN_TRY(dbn_memory_ask_for(&rows, memory, DBN_ASK_UNIT));
    dbn_statement_bind_number(rows, 1, identity);
    dbn_status status = DBN_OK;
    while (!*out && (status = dbn_statement_step(&has_row, rows)) == DBN_OK && has_row)
        if (dbn_statement_number(rows, 1) == (int64_t)unit->variant_count &&
            dbn_statement_number(rows, 2) == (int64_t)unit->before &&
            dbn_statement_number(rows, 3) == (int64_t)unit->after)
            DBN_TRY(
                has_same_variants(out, memory, dbn_statement_number(rows, 0), unit));
    dbn_statement_reset(rows);
    return status;
}

static dbn_status
add_searched(dbn_memory_store *memory, const dbn_stored_unit *unit,
             const dbn_memory_variant *variant, int64_t language, dbn_job *job)
{
    dbn_span stems = {NULL, 0};
    dbn_statement *add;
    int64_t place =
        dbn_memory_place_of(dbn_memory_language_hash(variant->lang), variant->text);
    DBN_TRY(dbn_memory_stems_of(&stems, variant->text, job));
    DBN_TRY(dbn_memory_ask_for(&add, memory, DBN_ADD_SEARCHED));
    dbn_statement_bind_number(add, 1, memory->searched);
    dbn_statement_bind_number(add, 2, memory->variant);
    dbn_statement_bind_number(add, 3, language);
    dbn_statement_bind_number(add, 4, place);
    dbn_statement_bind_number(add, 5,
                              dbn_memory_place_in(place, unit->before, unit->after));
    dbn_statement_bind_bytes(add, 6, stems);
    DBN_TRY(dbn_statement_run(add));
    memory->searched++;
    return DBN_OK;
}

static dbn_status
add_variant(dbn_memory_store *memory, const dbn_stored_unit *unit,
            const dbn_memory_variant *variant, dbn_job *job)
{
    int64_t language = 0;
    dbn_statement *add;
    DBN_TRY(dbn_memory_tag_id(&language, memory, variant->lang));
    DBN_TRY(dbn_memory_ask_for(&add, memory, DBN_ADD_VARIANT));
    dbn_statement_bind_number(add, 1, memory->variant);
    dbn_statement_bind_number(add, 2, memory->unit);
    dbn_statement_bind_number(add, 3, language);
    dbn_statement_bind_number(add, 4, variant->is_source);
    dbn_statement_bind_text(add, 5,
                            variant->text.ptr == NULL ? DBN_SPAN("") : variant->text);
    dbn_statement_bind_text(add, 6, variant->content);
    dbn_statement_bind_text(add, 7, variant->attributes);
    dbn_statement_bind_text(add, 8, variant->notes);
    DBN_TRY(dbn_statement_run(add));
    if (variant->is_source)
        DBN_TRY(add_searched(memory, unit, variant, language, job));
    memory->variant++;
    return DBN_OK;
}

static dbn_status
add_unit(dbn_memory_store *memory, const dbn_stored_unit *unit, int64_t identity)
{
    dbn_statement *add;
    DBN_TRY(dbn_memory_ask_for(&add, memory, DBN_ADD_UNIT));
    dbn_statement_bind_number(add, 1, memory->unit);
    dbn_statement_bind_number(add, 2, identity);
    dbn_statement_bind_number(add, 3, memory->variant);
    dbn_statement_bind_number(add, 4, unit->variant_count);
    dbn_statement_bind_number(add, 5, (int64_t)unit->before);
    dbn_statement_bind_number(add, 6, (int64_t)unit->after);
    dbn_statement_bind_text(add, 7, unit->origin);
    dbn_statement_bind_text(add, 8, unit->attributes);
    dbn_statement_bind_text(add, 9, unit->notes);
    return dbn_statement_run(add);
}

dbn_status
dbn_memory_add(bool *is_new, dbn_memory_store *memory, const dbn_stored_unit *unit,
               dbn_job *job)
{
    bool is_there = false;
    int64_t identity = identity_of(unit);
    dbn_status status = is_known(&is_there, memory, unit, identity);
    *is_new = false;
    if (status != DBN_OK || is_there)
        return status;
    dbn_arena_mark mark = dbn_arena_save(&job->scratch);
    status = add_unit(memory, unit, identity);
    for (uint32_t i = 0; i < unit->variant_count && status == DBN_OK; i++)
        status = add_variant(memory, unit, &unit->variants[i], job);
    dbn_arena_rewind(&job->scratch, mark);
    if (status != DBN_OK)
        return status;
    memory->unit++;
    *is_new = true;
    return memory->searched - dbn_memory_indexed(memory) < DBN_MEMORY_RUN_MAX
               ? DBN_OK
               : dbn_memory_index(memory, job);
}
