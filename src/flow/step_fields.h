/*
 * flow/step_fields.h - the fields of a line of a step, read and written by one function
 * a type: what is written can be read again. Seen by step_lines.c alone.
 */
#ifndef DBN_FLOW_STEP_FIELDS_H
#define DBN_FLOW_STEP_FIELDS_H

#include "dedup/sign.h"
#include "flow/collection.h"

/** Digits of the place of a gram. */
#define DBN_GRAM_PLACE 4U

/** The fields of one line, which are read, or written. */
typedef struct dbn_coder {
    dbn_buffer *out;   /* NULL: they are read */
    dbn_arena *arena;  /* of `out`, or of what is read */
    dbn_span rest;     /* to be read; ptr NULL: no field is left */
    bool has_field;    /* one was written */
    dbn_status status; /* of the first that failed; the others are left alone then */
} dbn_coder;

/** Note that it failed. */
void dbn_coder_fail(dbn_coder *c, dbn_status status);

/** Of a line that is written: bytes; the tab in front of all fields but the first. Of
 * one that is read: the next field, as it stands there. */
void dbn_coder_put(dbn_coder *c, dbn_span bytes);
void dbn_coder_begin(dbn_coder *c);
dbn_span dbn_coder_next(dbn_coder *c);

/** Hexadecimal digits of a number, from 1 to 16 of them; a number that may not be above
 * `most`; thousandths. */
void dbn_code_digits(dbn_coder *c, uint32_t digits, uint64_t *value);
void dbn_code_number(dbn_coder *c, uint32_t digits, uint32_t *value);
void dbn_code_choice(dbn_coder *c, uint8_t *value, uint32_t most);
void dbn_code_flag(dbn_coder *c, bool *value);
void dbn_code_share(dbn_coder *c, uint32_t *share);

void dbn_code_range(dbn_coder *c, dbn_range *range);
void dbn_code_id(dbn_coder *c, dbn_id *id);

/** A text, with its escapes: any bytes, as ids have them; and UTF-8. */
void dbn_code_text(dbn_coder *c, dbn_span *text);
void dbn_code_utf8(dbn_coder *c, dbn_span *text);

/** Lists: one field, entries of one width. */
void dbn_code_grams(dbn_coder *c, dbn_grams *grams);
void dbn_code_page(dbn_coder *c, dbn_mappings *page);

#endif
