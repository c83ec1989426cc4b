/*
 * flow/furniture.h - blocks that are the furniture of a host.
 *
 *     # doublon furniture 1                         the first line; key_version behind
 * it host ⇥ articles ⇥ of ⇥ text                   a line a block
 *
 * Blocks are compared by their words as all texts are (key/key.h), in no language, so
 * that a list serves pages in all of them.
 */
#ifndef DBN_FLOW_FURNITURE_H
#define DBN_FLOW_FURNITURE_H

#include "base/job.h"
#include "doublon.h"
#include "text/records.h"

/** How the first line of a list begins. */
#define DBN_FURNITURE_HEAD "# doublon furniture 1"

struct dbn_furniture {
    dbn_arena arena;
    DBN_VEC(uint64_t) keys; /* sorted: of hosts, and of blocks of hosts */
};

/** What each block of `records` is compared by; 0 for one without words. Their number
 * is that of the blocks; in job->scratch. */
dbn_status dbn_furniture_hashes(const uint64_t **out, const dbn_records *records,
                                dbn_job *job) DBN_CHECKED;

/** Which blocks of `records` the list has for the host of `url`, or where that has none
 * of the address that `metas` give: a flag each, in job->arena; NULL for none. */
dbn_status dbn_furniture_find(const bool **out, const dbn_furniture *furniture,
                              dbn_span url, const dbn_metas *metas,
                              const dbn_records *records, dbn_job *job) DBN_CHECKED;

/** As dbn_furniture_add() says; `error` is not NULL. */
dbn_status dbn_furniture_load(dbn_furniture *furniture, dbn_span bytes,
                              dbn_error *error) DBN_CHECKED;

#endif
