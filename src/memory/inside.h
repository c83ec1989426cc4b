/*
 * memory/inside.h - how a memory is kept. Seen by memory/ alone.
 *
 *     unit ──▶ variant, variant …       what was added, to be written again
 *                 │ source
 *                 ▼
 *              searched                 its stems, numbered without holes from 1; by
 *                 │                     what its text is, and that with its neighbours
 *                 │
 *                 ▼
 *     run: posting, posting …           stems to the numbers of a range of searched
 */
#ifndef DBN_MEMORY_INSIDE_H
#define DBN_MEMORY_INSIDE_H

#include "base/hash.h"
#include "memory/memory.h"
#include "memory/tokens.h"
#include "sql/sql.h"

/** What is asked of the file, again and again. */
typedef enum dbn_memory_ask {
    DBN_ADD_LANGUAGE,
    DBN_ADD_UNIT,
    DBN_ADD_VARIANT,
    DBN_ADD_SEARCHED,
    DBN_ADD_POSTING,
    DBN_ADD_RUN,
    DBN_DROP_POSTINGS,
    DBN_DROP_RUN,
    DBN_RENEW_STEMS,
    DBN_ASK_UNIT,    /* by what it holds */
    DBN_ASK_UNIT_OF, /* by its number */
    DBN_ASK_UNITS,
    DBN_ASK_VARIANTS,
    DBN_ASK_VARIANT,
    DBN_ASK_STEMS,
    DBN_ASK_STEMS_FROM,
    DBN_ASK_TEXT,    /* of a number */
    DBN_ASK_SAME,    /* by the text */
    DBN_ASK_CONTEXT, /* by the text and its neighbours */
    DBN_ASK_TOTAL,
    DBN_ASK_LISTS,
    DBN_ASK_LANGUAGES,
    DBN_ASKS
} dbn_memory_ask;

/** A language of the memory. */
typedef struct dbn_memory_tag {
    dbn_span tag;
    uint32_t hash; /* of its first part: that of all its places */
    int64_t id;
} dbn_memory_tag;

/** The numbers [beg, end) of searched, whose postings are in one run. */
typedef struct dbn_memory_run {
    int64_t beg, end;
} dbn_memory_run;

struct dbn_memory_store {
    dbn_sql *sql;
    dbn_error *error;
    dbn_statement *asks[DBN_ASKS]; /* made when first wanted */
    dbn_arena arena;               /* of what follows */
    DBN_VEC(dbn_memory_tag) tags;
    DBN_VEC(dbn_memory_run) runs;    /* in the order of the numbers */
    int64_t unit, variant, searched; /* the next number of each */
    int64_t tokens;                  /* DBN_MEMORY_TOKENS_VERSION of its stems */
    int64_t seen; /* "PRAGMA data_version" of what is kept here; -1: none is */
    bool is_writing;
    uint32_t looking;  /* calls within each other */
    uint8_t *hits;     /* of the search: DBN_MEMORY_RUN_MAX zeros; NULL until then */
    uint64_t compared; /* texts of the memory, one by one, by all searches */
};

/** The first number of searched that no run has. */
static inline int64_t
dbn_memory_indexed(const dbn_memory_store *memory)
{
    return memory->runs.count == 0 ? 1 : memory->runs.items[memory->runs.count - 1].end;
}

/** The most numbers of a run. */
#define DBN_MEMORY_RUN_MAX ((int64_t)1 << 19)

/** So many stand behind the last run, and are looked at one by one. */
#define DBN_MEMORY_TAIL_MAX ((int64_t)256)

/** The statement, reset. Fails with that of its making. */
dbn_status dbn_memory_ask_for(dbn_statement **out, dbn_memory_store *memory,
                              dbn_memory_ask ask) DBN_CHECKED;

/** Begin to read: what stands in the file now is what all reads see until
 * dbn_memory_look_away(), which the same call makes. They may stand within each other,
 * and in what is being written. */
dbn_status dbn_memory_look(dbn_memory_store *memory) DBN_CHECKED;
void dbn_memory_look_away(dbn_memory_store *memory);

/** DBN_ERR_NOMEM with its message. */
dbn_status dbn_memory_nomem(dbn_memory_store *memory) DBN_CHECKED;

/** The number of a tag, made where it is new. */
dbn_status dbn_memory_tag_id(int64_t *out, dbn_memory_store *memory,
                             dbn_span tag) DBN_CHECKED;

const dbn_memory_tag *dbn_memory_tag_of(const dbn_memory_store *memory, int64_t id);

/** Off the score; DBN_NONE for another language. */
uint32_t dbn_memory_penalty(dbn_span wanted, dbn_span tag);

/** By which a text of a language is found again. */
static inline int64_t
dbn_memory_place_of(uint32_t language, dbn_span text)
{
    return (int64_t)(dbn_memory_text_hash(text) ^ (uint64_t)language << 32);
}

/** By which it is found again between the same neighbours; 0 where both are unknown. */
static inline int64_t
dbn_memory_place_in(int64_t place, uint64_t before, uint64_t after)
{
    uint64_t hash = dbn_hash_mix((uint64_t)place ^ before);
    bool is_known = before != DBN_MEMORY_UNKNOWN || after != DBN_MEMORY_UNKNOWN;
    return is_known ? (int64_t)(dbn_hash_mix(hash ^ after) | 1) : 0;
}

/**
 * The key of the `occurrence`-th (from 0) token of a stem in its text: with them a text
 * is a set, of which two texts share as many as they share tokens.
 */
static inline uint32_t
dbn_memory_key(uint32_t language, uint32_t stem, uint32_t occurrence)
{
    uint64_t both = (uint64_t)stem << 32 | language;
    return (uint32_t)dbn_hash_mix(both ^
                                  (uint64_t)occurrence * UINT64_C(0xD6E8FEB86659FD93));
}

/** The keys of a text; `out` has room for `count`. n log n. DBN_ERR_NOMEM without a
 * message. */
dbn_status dbn_memory_keys(uint32_t *out, uint32_t language, const uint32_t *stems,
                           uint32_t count, dbn_arena *scratch) DBN_CHECKED;

/** Longer texts are told apart by their stems alone. */
#define DBN_MEMORY_LENGTH_MAX 255U

static inline uint32_t
dbn_memory_length_of(uint32_t tokens)
{
    return tokens < DBN_MEMORY_LENGTH_MAX ? tokens : DBN_MEMORY_LENGTH_MAX;
}

/** The stems of a text, as they are kept: in job->scratch. */
dbn_status dbn_memory_stems_of(dbn_span *out, dbn_span text, dbn_job *job) DBN_CHECKED;

/** What is kept of numbers in a row: four bytes each, the lowest first. */
void dbn_memory_stems_read(uint32_t *out, dbn_span bytes);

#endif
