/*
 * lang/affix.h - the .aff file of a hunspell dictionary: how words get their forms.
 *
 * Only what the words of the dictionary follow from; what hunspell needs to suggest is
 * passed over. Seen by lang/ only.
 */
#ifndef DBN_LANG_AFFIX_H
#define DBN_LANG_AFFIX_H

#include "base/arena.h"
#include "base/span.h"
#include "base/vec.h"
#include "lang/inflection.h"

/** The flags of a word or of an affix. */
typedef struct dbn_flags {
    const uint16_t *items;
    uint32_t count;
} dbn_flags;

/** One place of a condition: a letter, some letters, or anything. */
typedef struct dbn_condition {
    dbn_span letters;
    bool is_any, is_negated;
} dbn_condition;

/** Take `strip` from an end of a word that looks as the conditions say, and put
 * `append` there. */
typedef struct dbn_affix {
    dbn_span strip, append;
    const dbn_condition *conditions;
    uint32_t condition_count;
    dbn_flags next; /* of what comes out */
    uint16_t flag;
    bool crosses;    /* may stand together with one at the other end */
    bool is_elision; /* a prefix with an apostrophe: the word before it, elided */
    bool derives;    /* what comes out is another word, no form of this one */
} dbn_affix;

/** Affixes of one end, sorted by flag: those of flag f are [first[f], first[f + 1]). */
typedef struct dbn_affix_table {
    DBN_VEC(dbn_affix) items;
    uint32_t *first; /* 65537 places */
} dbn_affix_table;

typedef enum dbn_flag_kind {
    DBN_FLAG_BYTE, /* a byte each */
    DBN_FLAG_LONG, /* two bytes each */
    DBN_FLAG_CODE, /* a code point each */
    DBN_FLAG_NUMBER
} dbn_flag_kind;

/** Entries with this flag are this part of speech. */
typedef struct dbn_part_flag {
    uint16_t flag;
    uint8_t part;
} dbn_part_flag;

/** What is written otherwise when a word comes out. */
typedef struct dbn_conversion {
    dbn_span from, to;
} dbn_conversion;

typedef struct dbn_affixes {
    dbn_affix_table prefixes, suffixes;
    DBN_VEC(dbn_flags) aliases;
    DBN_VEC(dbn_conversion) outputs;
    DBN_VEC(dbn_part_flag) part_flags;
    const dbn_inflection *inflection; /* NULL: nothing is known of entries */
    dbn_flag_kind flag_kind;
    bool is_latin1;    /* the files are in ISO 8859-1, else in UTF-8 */
    bool is_open;      /* words are also made otherwise: compounds */
    bool strips_whole; /* an affix may take a whole word away */
    /* What flags mean; 0 for a meaning that none has. */
    uint16_t needs_affix, forbidden, keeps_case, circumfix, in_compounds, unsuggested;
} dbn_affixes;

/**
 * Read the bytes of an .aff file, which are borrowed as what is made is in `arena`.
 * DBN_ERR_SYNTAX where the file is in an encoding or has flags that nobody reads here.
 */
dbn_status dbn_affixes_read(dbn_affixes *out, dbn_span file, dbn_arena *arena,
                            dbn_error *err) DBN_CHECKED;

/** From now on `inflection`, borrowed, says what entries are, and which affixes make
 * other words. DBN_ERR_NOMEM without a message. */
dbn_status dbn_affixes_judge(dbn_affixes *affixes, const dbn_inflection *inflection,
                             dbn_arena *arena) DBN_CHECKED;

/** The flags that `text` names. DBN_ERR_NOMEM without a message. */
dbn_status dbn_flags_read(dbn_flags *out, const dbn_affixes *affixes, dbn_span text,
                          dbn_arena *arena) DBN_CHECKED;

bool dbn_flags_have(dbn_flags flags, uint16_t flag);

/** `text` of one of the two files in UTF-8; in `arena` where that is not what it is.
 * ptr NULL when there is no room. */
dbn_span dbn_affixes_decode(const dbn_affixes *affixes, dbn_span text,
                            dbn_arena *arena);

/** Cut the next field off a line; empty at its end. */
dbn_span dbn_field_next(dbn_span *line);

/** Cut the next line off a file, without its end; false at the end. */
bool dbn_line_next(dbn_span *line, dbn_span *file);

#endif
