/*
 * lang/expand.h - every word that a hunspell dictionary makes of its entries.
 * Seen by lang/ only.
 */
#ifndef DBN_LANG_EXPAND_H
#define DBN_LANG_EXPAND_H

#include "lang/affix.h"

/** Elisions that a language may have: l' d' qu' … The lower bits of a form's traits say
 * which of them may stand before it; the upper ones are these. */
#define DBN_ELISIONS_MAX      26U
#define DBN_TRAIT_ELISIONS    ((1U << DBN_ELISIONS_MAX) - 1)
#define DBN_TRAIT_FORBIDDEN   (1U << 26) /* no word, although it could be made */
#define DBN_TRAIT_KEEPS_CASE  (1U << 27) /* written only as it is here */
#define DBN_TRAIT_UNSUGGESTED (1U << 28) /* right, but not to be proposed */

/** The longest form, in bytes; longer ones are hunspell's to judge. */
#define DBN_FORM_MAX 100U

typedef struct dbn_form {
    const char *ptr;
    uint32_t len;
    uint32_t traits;
    uint32_t entry;  /* of the .dic file that it is made from */
    uint32_t ending; /* its last suffix, a place in the table, + 1; 0 for none */
    bool is_base;    /* written as its entry is */
    bool is_derived; /* another word than its entry, which it is made from */
} dbn_form;

typedef struct dbn_expansion {
    DBN_VEC(dbn_form) forms;             /* not sorted; some stand twice */
    dbn_span elisions[DBN_ELISIONS_MAX]; /* small letters, without the apostrophe */
    uint32_t elision_count;
    uint32_t entry_count, ending_count;
    DBN_VEC(uint8_t) parts; /* DBN_PART_* of the entries */
} dbn_expansion;

/**
 * The words of a .dic file with all their forms, UTF-8, with straight apostrophes.
 * Words behind an elision are not written out: traits say which elisions a form takes.
 * Compounds are not made. Linear in what comes out. DBN_ERR_NOMEM without a message.
 */
dbn_status dbn_expand(dbn_expansion *out, const dbn_affixes *affixes, dbn_span dic,
                      dbn_arena *arena) DBN_CHECKED;

#endif
