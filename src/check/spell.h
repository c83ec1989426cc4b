/*
 * check/spell.h - what the files of spelling share.
 */
#ifndef DBN_CHECK_SPELL_H
#define DBN_CHECK_SPELL_H

#include "check/desk.h"
#include "lang/speller.h"

/** One place of a word that no dictionary knows. */
typedef struct spell_unknown {
    dbn_range range;   /* of the word, without what is elided before it */
    dbn_range elision; /* that, without its apostrophe; empty for nothing */
    dbn_speller *speller;
    uint32_t block;
    uint32_t token;   /* its number in the text: neighbours have neighbouring ones */
    bool has_capital; /* begins with one, or has one inside */
    bool is_loud;     /* has no small letters */
    bool starts;      /* begins a sentence */
    bool has_company; /* a small word beside a capital or another unknown one */
    bool is_dropped;  /* it is right after all, or not ours to judge */
} spell_unknown;

/** One text under way; everything in scratch. */
typedef struct spell {
    desk *desk;
    dbn_speller *speller; /* of the text's language */
    DBN_VEC(spell_unknown) unknown;
    uint32_t tokens;
    bool is_curly; /* the text writes ’ */
} spell;

/** Add the unknown words of `range`, which lies in the block, by `speller`. */
dbn_status spell_walk(spell *s, dbn_speller *speller, dbn_range range,
                      uint32_t block) DBN_CHECKED;

/** Is one piece of a word, without apostrophes and hyphens, right? `elision` stands
 * before it, both as in the text. */
bool spell_accepts(const spell *s, dbn_speller *speller, dbn_range piece,
                   dbn_range elision);

/** Judge foreign words by their own language: paragraphs, quotations, two in a row. */
dbn_status spell_sieve_foreign(spell *s) DBN_CHECKED;

/** The word as dictionaries have it: straight apostrophes, no invisible characters.
 * Empty where it is too long for one. */
#define SPELL_WORD_MAX 100U
dbn_span spell_plain(char out[SPELL_WORD_MAX], const spell *s, dbn_range range);

/** Does another language that has a dictionary know the word? */
bool spell_is_abroad(spell *s, const spell_unknown *u);

/** Does a word with a capital stand beside it, on either side? */
bool spell_is_beside_capital(const spell *s, const spell_unknown *u);

/** Does a word with a capital stand beside it, or a title or a function before it? */
bool spell_is_introduced(const spell *s, const spell_unknown *u);

#endif
