/*
 * exchange/units.h - what a memory holds: the units of TMX in two languages.
 */
#ifndef DBN_EXCHANGE_UNITS_H
#define DBN_EXCHANGE_UNITS_H

#include "base/job.h"
#include "base/span.h"
#include "base/vec.h"

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

#endif
