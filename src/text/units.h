/*
 * text/units.h - what of a page is translated, as it stands there.
 *
 * A unit is a range of the source. What it holds is an unbroken row of pieces, each in
 * one part; put together again they are the unit, white space apart:
 *
 *     <p>Le <b>camion</b>. Il part.</p>
 *        └────── part 0 ─┘└1┘└─ 2 ─┘        parts: segment, ignorable, segment
 *        text start text end …              pieces
 */
#ifndef DBN_TEXT_UNITS_H
#define DBN_TEXT_UNITS_H

#include "base/hash.h"
#include "text/records.h"

typedef enum dbn_piece_kind {
    DBN_PIECE_TEXT,  /* characters; references are read, white space is one space */
    DBN_PIECE_CODE,  /* markup that stands alone: an image, a comment */
    DBN_PIECE_START, /* a start tag that has its end, in the unit or elsewhere */
    DBN_PIECE_END
} dbn_piece_kind;

typedef struct dbn_piece {
    dbn_span text;    /* UTF-8; of markup the bytes as they stand */
    uint32_t partner; /* of a start its end and of an end its start, as piece of the
                         same unit; DBN_NONE: it is not in the unit */
    uint32_t part;    /* in which it stands */
    uint8_t kind;     /* dbn_piece_kind */
    uint8_t mark;     /* dbn_mark_kind; of text nothing */
} dbn_piece;

typedef struct dbn_page_part {
    uint32_t piece_beg, piece_end;
    bool is_segment; /* else what stands between two sentences */
} dbn_page_part;

/** How what stands in a unit is written in the source. */
typedef enum dbn_unit_writing {
    DBN_UNIT_AS_TEXT,    /* plain: nothing is escaped */
    DBN_UNIT_AS_CONTENT, /* of an element */
    DBN_UNIT_AS_VALUE,   /* of an attribute, in quotes */
    DBN_UNIT_AS_BARE     /* of an attribute that has none */
} dbn_unit_writing;

typedef struct dbn_page_unit {
    dbn_range source; /* bytes of the source */
    dbn_span role;    /* of its block; of an attribute its name */
    uint32_t part_beg, part_end;
    uint8_t writing; /* dbn_unit_writing */
} dbn_page_unit;

/** The units of a page, in its order. */
typedef struct dbn_page_units {
    DBN_VEC(dbn_page_unit) units;
    DBN_VEC(dbn_page_part) parts;
    DBN_VEC(dbn_piece) pieces;
} dbn_page_units;

/** By which it is seen that something is still what it was: 16 digits. */
#define DBN_DIGEST_BYTES 16
static inline void
dbn_digest_write(char out[DBN_DIGEST_BYTES], uint64_t hash)
{
    hash = dbn_hash_mix(hash);
    for (int i = DBN_DIGEST_BYTES; i-- > 0; hash >>= 4)
        out[i] = "0123456789abcdef"[hash & 0xF];
}

/** Add a field, and its end, to a hash that began with DBN_HASH_START. */
static inline uint64_t
dbn_digest_add(uint64_t hash, dbn_span field)
{
    for (size_t i = 0; i < field.len; i++)
        hash = dbn_hash_byte(hash, (unsigned char)field.ptr[i]);
    return dbn_hash_byte(hash, 0xFF);
}

/** Add characters of a text to such a hash: tools may cut it elsewhere, and set white
 * space otherwise. */
static inline uint64_t
dbn_digest_text(uint64_t hash, dbn_span text)
{
    for (size_t i = 0; i < text.len; i++)
        if (!dbn_is_ascii_space(text.ptr[i]))
            hash = dbn_hash_byte(hash, (unsigned char)text.ptr[i]);
    return hash;
}

#endif
