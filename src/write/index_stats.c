#include "write/index_stats.h"

#include <inttypes.h>

#include "base/message.h"
#include "write/json.h"

enum { ROWS = 8 };

typedef struct row {
    const char *key, *name;
    uint64_t value;
} row;

static void
list_rows(row rows[ROWS], const dbn_index_stats *stats)
{
    const row all[ROWS] = {
        {"documents", DBN_MESSAGE("documents"), stats->documents},
        {"paragraphs", DBN_MESSAGE("paragraphs"), stats->paragraphs},
        {"removed", DBN_MESSAGE("removed, until it is compacted"), stats->removed},
        {"bytes", DBN_MESSAGE("bytes"), stats->bytes},
        {"text_bytes", DBN_MESSAGE("bytes of texts, compressed"), stats->text_bytes},
        {"runs", DBN_MESSAGE("sorted runs"), stats->runs},
        {"contents", DBN_MESSAGE("contents"), stats->contents},
        {"grams", DBN_MESSAGE("groups of three words"), stats->grams},
    };
    memcpy(rows, all, sizeof all);
}

static dbn_status
write_row(const dbn_voice *voice, const char *name, uint64_t value)
{
    char number[32];
    int len = snprintf(number, sizeof number, "%12" PRIu64 "  ", value);
    dbn_span text = dbn_message_name(voice->ui, dbn_span_of(name));
    DBN_TRY(dbn_say_raw(voice, (dbn_span){number, (size_t)len}));
    DBN_TRY(dbn_say_raw(voice, text));
    return dbn_say_raw(voice, DBN_SPAN("\n"));
}

dbn_status
dbn_write_index_stats(const dbn_voice *voice, const dbn_index_stats *stats)
{
    row rows[ROWS];
    list_rows(rows, stats);
    for (int i = 0; i < ROWS; i++)
        DBN_TRY(write_row(voice, rows[i].name, rows[i].value));
    return write_row(voice, DBN_MESSAGE("key version"), stats->key_version);
}

static dbn_status
write_member(const dbn_voice *voice, const char *key, uint64_t value)
{
    DBN_TRY(dbn_say_raw(voice, DBN_SPAN(",\"")));
    DBN_TRY(dbn_say_raw(voice, dbn_span_of(key)));
    DBN_TRY(dbn_say_raw(voice, DBN_SPAN("\":")));
    return dbn_json_number(voice->out, voice->arena, value);
}

dbn_status
dbn_write_index_stats_json(const dbn_voice *voice, const dbn_index_stats *stats,
                           dbn_span version)
{
    row rows[ROWS];
    list_rows(rows, stats);
    DBN_TRY(dbn_say_raw(voice, DBN_SPAN("{\"doublon\":{\"schema\":1,\"version\":")));
    DBN_TRY(dbn_json_string(voice->out, voice->arena, version));
    DBN_TRY(write_member(voice, "key_version", stats->key_version));
    DBN_TRY(dbn_say_raw(voice, stats->exact ? DBN_SPAN(",\"exact\":true")
                                            : DBN_SPAN(",\"exact\":false")));
    DBN_TRY(dbn_say_raw(voice, stats->store_text ? DBN_SPAN(",\"store_text\":true")
                                                 : DBN_SPAN(",\"store_text\":false")));
    for (int i = 0; i < ROWS; i++)
        DBN_TRY(write_member(voice, rows[i].key, rows[i].value));
    return dbn_say_raw(voice, DBN_SPAN("}}\n"));
}
