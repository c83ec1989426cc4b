/*
 * text/bilingual.h - a page and its translation, as every file of translators holds
 * them.
 *
 * A unit is a range of the page. It is an unbroken row of parts, a part one of pieces;
 * put together they are the unit again, white space apart:
 *
 *     <p>Le <b>camion</b>. Il part.</p>
 *        └────── part 0 ─┘└1┘└─ 2 ─┘        parts: segment, ignorable, segment
 *        text start text end …              pieces
 *
 * A translation is pieces, too: text of its own, and codes of its source, by their
 * place among the pieces. So markup is never written by a translator, only moved; that
 * the codes of a file are those of its page is for who has the page: flow/places.h.
 */
#ifndef DBN_TEXT_BILINGUAL_H
#define DBN_TEXT_BILINGUAL_H

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
    uint32_t code;    /* of markup which it is: the piece of the source, itself there */
    uint32_t partner; /* in a source, of a start its end and of an end its start;
                         DBN_NONE: it is not in the unit */
    uint32_t part;    /* in which it stands */
    uint8_t kind;     /* dbn_piece_kind */
    uint8_t mark;     /* dbn_mark_kind; of text nothing */
    bool may_go;      /* markup that a translation may do without: bold */
    bool is_term;     /* of a start: its author says that what it holds is a term */
} dbn_piece;

/** Pieces [beg, end). */
typedef struct dbn_pieces {
    uint32_t beg, end;
} dbn_pieces;

/** How far a translation is. */
typedef enum dbn_state {
    DBN_STATE_OPEN,
    DBN_STATE_REVIEW, /* there is a text that somebody must look at */
    DBN_STATE_TRANSLATED,
    DBN_STATE_REVIEWED,
    DBN_STATE_FINAL
} dbn_state;

typedef struct dbn_unit_part {
    dbn_pieces source, target;
    dbn_range bytes; /* of the page: parts follow each other from the beginning of their
                        unit to its end; {0, 0}: nobody knows */
    uint32_t place;  /* among the parts of its unit: of what stands there once it is
                        translated */
    uint32_t repeats; /* the first segment of the page that is the same, markup
                         included; DBN_NONE: none before it is */
    dbn_span origin;  /* who gave its target; empty: nobody says */
    uint8_t score;    /* how much of its source is that of `origin`, in percent */
    uint8_t state;    /* dbn_state */
    bool is_segment;  /* else what stands between two sentences */
    bool has_target;
    bool is_joined; /* its unit was translated as one: its target is all of that, or
                       empty, and no translation of its source */
} dbn_unit_part;

/** How what stands in a unit is written in the page. */
typedef enum dbn_writing {
    DBN_WRITTEN_AS_TEXT,    /* plain: nothing is escaped */
    DBN_WRITTEN_AS_CONTENT, /* of an element */
    DBN_WRITTEN_AS_VALUE,   /* of an attribute, in quotes */
    DBN_WRITTEN_AS_BARE,    /* of an attribute that has none */
    DBN_WRITTEN_AS_JSON,    /* of a string in a script */
    DBN_WRITING_COUNT
} dbn_writing;

typedef struct dbn_bilingual_unit {
    dbn_range source; /* bytes of the page */
    dbn_span role;    /* of its block; of an attribute its name */
    dbn_span id;      /* in the file that it was read from; else empty */
    uint32_t line;    /* of that file */
    uint32_t part_beg, part_end;
    uint8_t writing;   /* dbn_writing */
    bool is_locked;    /* nobody need translate it: it is shown, and stays */
    bool is_furniture; /* of the site, not of the article; locked, too */
} dbn_bilingual_unit;

/** A term of a glossary that a unit has, as it is listed; several translations: "a|b".
 */
typedef struct dbn_unit_term {
    uint32_t unit;
    dbn_span term, translation;
} dbn_unit_term;

/** The page, by which it is known again. */
#define DBN_DIGEST_BYTES 16
typedef struct dbn_bilingual_page {
    dbn_span original; /* the name of its file */
    dbn_span charset;  /* WHATWG name */
    dbn_span source_lang, target_lang;
    dbn_span hash; /* its digest */
    uint32_t bytes;
} dbn_bilingual_page;

/** What a memory has that is like a segment, without codes, or a file beside it. */
typedef struct dbn_unit_match {
    uint32_t part;
    uint32_t score; /* to 101: between the same neighbours, too */
    dbn_span source, target;
    dbn_span origin; /* where the memory has it from; may be empty */
    /* The texts as a memory writes them, with codes, as TMX does; empty: without. */
    dbn_span source_content, target_content;
    bool is_given; /* of the file, whose author scored it: nothing is off for codes */
} dbn_unit_match;

/** What the author of a page says to translators of a unit. */
typedef enum dbn_note_kind {
    DBN_NOTE_SAID,       /* in words */
    DBN_NOTE_CHARACTERS, /* which characters the unit may have: a class of them */
    DBN_NOTE_SIZE,       /* how many bytes of UTF-8 it may take */
} dbn_note_kind;

typedef struct dbn_unit_note {
    uint32_t unit;
    dbn_span text;
    dbn_span value; /* of what is not said in words, by itself */
    uint8_t kind;   /* dbn_note_kind */
    bool is_alert;  /* else it only describes */
} dbn_unit_note;

/** Units in the order of the page; they do not overlap. All of it lives in the arena of
 * who made it. */
typedef struct dbn_bilingual {
    dbn_bilingual_page page;
    DBN_VEC(dbn_bilingual_unit) units;
    DBN_VEC(dbn_unit_part) parts;
    DBN_VEC(dbn_piece) pieces;
    DBN_VEC(dbn_unit_term) terms; /* sorted by unit */
    DBN_VEC(dbn_unit_note) notes; /* likewise */
    uint32_t unread;      /* of what the author says: rules that are not understood */
    uint32_t unread_line; /* of the first of them */
    DBN_VEC(dbn_unit_match)
    matches; /* in the order of units and parts, the
                best first */
} dbn_bilingual;

/* ---- making ---------------------------------------------------------------------- */

/** Begin a part, behind all that there are. DBN_ERR_NOMEM without a message, like
 * those below. */
dbn_status dbn_bilingual_add_part(dbn_bilingual *b, dbn_arena *arena,
                                  bool is_segment) DBN_CHECKED;

/** Add a piece to the source of the last part. */
dbn_status dbn_bilingual_add_source(dbn_bilingual *b, dbn_arena *arena,
                                    dbn_piece piece) DBN_CHECKED;

/** Begin the target of `part`, then add text to it, or the code that stands at `code`
 * of the source. One target is made at a time. */
void dbn_bilingual_begin_target(dbn_bilingual *b, uint32_t part);
dbn_status dbn_bilingual_add_text(dbn_bilingual *b, dbn_arena *arena, uint32_t part,
                                  dbn_span text) DBN_CHECKED;
dbn_status dbn_bilingual_add_code(dbn_bilingual *b, dbn_arena *arena, uint32_t part,
                                  uint32_t code) DBN_CHECKED;

/** Say that the target of `first` is that of all parts from there on. */
void dbn_bilingual_join(dbn_bilingual *b, uint32_t first);

/** Say that what begins at `start` ends at `end`: pieces of sources of one unit. */
void dbn_bilingual_pair(dbn_bilingual *b, uint32_t start, uint32_t end);

/** Put units into the order of the page, once all are there. What lies in another one
 * is none: it is a code there, and goes with it. */
void dbn_bilingual_sort(dbn_bilingual *b);

/** Once all units are there: which segments repeat others. n log n in the segments. */
dbn_status dbn_bilingual_find_repetitions(dbn_bilingual *b,
                                          dbn_arena *scratch) DBN_CHECKED;

/** A unit that says something, and whose targets all say nothing but spaces, was not
 * translated: it has none afterwards. One sentence of several may be empty. */
void dbn_bilingual_drop_blank(dbn_bilingual *b);

/** Give segments without a target that of the segment that they repeat, where it is a
 * translation of that alone and says something; *filled counts them. */
dbn_status dbn_bilingual_fill_repetitions(dbn_bilingual *b, dbn_arena *arena,
                                          uint32_t *filled) DBN_CHECKED;

/** Give a segment the target of one whose source is the same, of another page or of
 * this; its text is borrowed from there. */
dbn_status dbn_bilingual_take_target(dbn_bilingual *b, dbn_arena *arena, uint32_t part,
                                     const dbn_bilingual *other,
                                     uint32_t other_part) DBN_CHECKED;

/** Put matches into their order. n log n. */
dbn_status dbn_bilingual_sort_matches(dbn_bilingual *b, dbn_arena *scratch) DBN_CHECKED;

/* ---- asking ---------------------------------------------------------------------- */

/** What stands in the unit in the place of `part` of it: a translation or a source. */
static inline dbn_pieces
dbn_part_text(const dbn_unit_part *part)
{
    return part->has_target ? part->target : part->source;
}

/** Is it a line break of a page behind text that does not end in a space? Without
 * markup the words around it would be one. */
static inline bool
dbn_piece_parts_words(const dbn_piece *piece, const char *text, size_t len)
{
    return piece->kind == DBN_PIECE_CODE && piece->mark == DBN_MARK_BREAK && len > 0 &&
           !dbn_is_ascii_space(text[len - 1]);
}

/** All pieces of the sources of a unit. */
static inline dbn_pieces
dbn_bilingual_sources(const dbn_bilingual *b, uint32_t unit)
{
    const dbn_bilingual_unit *u = &b->units.items[unit];
    return (dbn_pieces){b->parts.items[u->part_beg].source.beg,
                        b->parts.items[u->part_end - 1].source.end};
}

/** Are two rows of pieces the same, character by character and code by code? */
bool dbn_bilingual_is_same(const dbn_bilingual *b, dbn_pieces one, dbn_pieces other);

/** The same of pieces of two pages. */
bool dbn_bilingual_is_same_as(const dbn_bilingual *b, dbn_pieces one,
                              const dbn_bilingual *from, dbn_pieces other);

/** A hash of pieces, which is the same for those that are the same. */
uint64_t dbn_bilingual_hash(const dbn_bilingual *b, dbn_pieces pieces);

/** Is its target the translation of its source, wherever that stands? */
bool dbn_bilingual_can_repeat(const dbn_bilingual *b, const dbn_unit_part *part);

/** Cut the next of several translations, "a|b", off; empty behind the last. */
dbn_span dbn_translation_next(dbn_span *translations);

/** The parts of a unit as they stand in the page once it is translated: out[place].
 * `out` has room for all of them. */
void dbn_bilingual_order(const dbn_bilingual *b, uint32_t unit, uint32_t *out);

typedef enum dbn_code_fault {
    DBN_CODE_FAULT_NONE,
    DBN_CODE_FAULT_TWICE,
    DBN_CODE_FAULT_LOST,
    DBN_CODE_FAULT_DISORDERED, /* it does not end behind its beginning */
} dbn_code_fault;

/** Do the codes of a translated unit fit its source: each once, none of those lost that
 * must stay, ends behind beginnings? *code: the piece of the source at fault. Linear;
 * fails with DBN_ERR_NOMEM, without a message. */
dbn_status dbn_bilingual_check_codes(dbn_code_fault *out, uint32_t *code,
                                     const dbn_bilingual *b, uint32_t unit,
                                     dbn_arena *scratch) DBN_CHECKED;

/** The name of a writing in files, and the one that a name means: DBN_WRITING_COUNT
 * where it means none. */
dbn_span dbn_writing_name(dbn_writing writing);
dbn_writing dbn_writing_of(dbn_span name);

/* ---- what must not change -------------------------------------------------------- */

/** 16 hexadecimal digits of a page. */
void dbn_page_digest(char out[DBN_DIGEST_BYTES], dbn_span page);

/** The same of all of a unit that no translator may change: its place, its writing, its
 * markup, and its text but for white space, which tools set otherwise, and whatever its
 * segments are. */
void dbn_bilingual_digest(char out[DBN_DIGEST_BYTES], const dbn_bilingual *b,
                          uint32_t unit);

#endif
