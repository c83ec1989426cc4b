/*
 * exchange/translated.h - what comes back from translators: XLIFF 2 as write/xliff.h
 * wrote it, with targets.
 */
#ifndef DBN_EXCHANGE_TRANSLATED_H
#define DBN_EXCHANGE_TRANSLATED_H

#include "base/job.h"
#include "base/span.h"
#include "base/vec.h"

/** Text of a translator, or markup of the page. */
typedef struct dbn_translated_piece {
    dbn_span text;
    bool is_markup;
} dbn_translated_piece;

/** A range of the page, and what takes its place. */
typedef struct dbn_translated_unit {
    uint64_t from, to; /* bytes of the page */
    dbn_span id;
    dbn_span writing; /* "text", "content", "value" */
    uint32_t line;    /* of the file, from 1 */
    uint32_t piece_beg, piece_end;
    bool is_translated; /* some of it; what is not stands as in the source */
    bool is_whole;      /* all of it */
} dbn_translated_unit;

typedef struct dbn_translated {
    dbn_span original, hash, charset;
    uint64_t bytes;                     /* of the page */
    DBN_VEC(dbn_translated_unit) units; /* in the order of the file */
    DBN_VEC(dbn_translated_piece) pieces;
} dbn_translated;

/**
 * Read a file into the job's arena. Fails with DBN_ERR_SYNTAX, and a line, where it
 * breaks a rule of its standard (codes lost, doubled, out of order among them), is not
 * about one page, or does not say which bytes its units stand for; DBN_ERR_NOMEM,
 * DBN_ERR_LIMIT.
 */
dbn_status dbn_translated_read(dbn_translated *out, dbn_span xliff, dbn_job *job);

#endif
