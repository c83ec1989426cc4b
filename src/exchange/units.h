/*
 * exchange/units.h - what a memory holds: the units of TMX, in two languages, or in all
 * that they have.
 */
#ifndef DBN_EXCHANGE_UNITS_H
#define DBN_EXCHANGE_UNITS_H

#include "base/job.h"
#include "base/span.h"
#include "base/vec.h"
#include "exchange/xml.h"
#include "text/stored_unit.h"

/** A unit: what people read of its segments, without codes. */
typedef struct dbn_tmx_unit {
    dbn_span source, target;
    uint32_t line; /* of the file, from 1 */
} dbn_tmx_unit;

typedef struct dbn_tmx_units {
    DBN_VEC(dbn_tmx_unit) items;
    uint32_t passed_over; /* units without a text in both languages */
} dbn_tmx_units;

/** Does the file look like TMX: XML whose first element is `tmx`? */
bool dbn_is_tmx(dbn_span bytes);

/**
 * Read TMX of any version, in the order of the file, into the job's arena. Languages
 * are BCP 47 tags; of several variants in one language the one of the same place
 * counts, else the first. Linear. Fails with DBN_ERR_SYNTAX and a line where it is not
 * well-formed or no TMX, DBN_ERR_LIMIT, DBN_ERR_NOMEM.
 */
dbn_status dbn_tmx_units_read(dbn_tmx_units *out, dbn_span bytes, dbn_span source,
                              dbn_span target, dbn_job *job) DBN_CHECKED;

/** A file of TMX of any size, and who gets its units. */
typedef struct dbn_tmx_stream {
    dbn_status (*read)(void *context, char *out, size_t size, size_t *count);
    void *read_context;
    /** `unit` is borrowed for the call; its origin is empty, its neighbours those that
     * the file names (properties x-context-pre and x-context-post, or prev and next).
     * Variants without a language or a text are left out; where none stays there is no
     * call. */
    dbn_status (*on_unit)(void *context, const dbn_stored_unit *unit);
    void *unit_context;
    uint64_t passed_over; /* units of which none stays */
} dbn_tmx_stream;

/**
 * Read it in the order of the file. What is kept of codes, attributes and notes is what
 * TMX 1.4b has. Memory is that of the largest unit. Fails as dbn_tmx_units_read() does,
 * or as `read` and `on_unit` do, which end it.
 */
dbn_status dbn_tmx_stream_read(dbn_tmx_stream *stream, dbn_job *job) DBN_CHECKED;

/** Append a property, as the notes of a unit have it. DBN_ERR_NOMEM without a message.
 */
dbn_status dbn_tmx_property(dbn_buffer *out, const char *type, dbn_span text,
                            dbn_arena *arena) DBN_CHECKED;

#endif
