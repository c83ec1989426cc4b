/*
 * doublon/types.h - the records that the library fills and its callers read.
 *
 * Strings: UTF-8, pointer and length, not NUL-terminated. Ranges: bytes,
 * half-open, 32 bits: a document holds at most 2^31-1 bytes. Records are flat:
 * ranges and indices, never pointers, so that an array of them can be copied,
 * sorted and moved from one view of a text to the next.
 */
#ifndef DOUBLON_TYPES_H
#define DOUBLON_TYPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define DBN_API __attribute__((visibility("default")))

/** What a call came to. Values are stable. */
typedef enum dbn_status {
    DBN_OK = 0,
    DBN_ERR_NOMEM = 1,     /* the memory or the document's budget is spent */
    DBN_ERR_LIMIT = 2,     /* the input passes a limit that somebody chose */
    DBN_ERR_SYNTAX = 3,    /* malformed input: a rule file, a JSON line, a log */
    DBN_ERR_IO = 4,        /* the system refused to read or write */
    DBN_ERR_USAGE = 5,     /* the caller asked for what does not exist */
    DBN_ERR_CLOSED = 6,    /* the reader of our output has gone */
    DBN_ERR_CANCELLED = 7, /* the caller asked to stop */
} dbn_status;

/** A failure: its status and a complete sentence, NUL-terminated, cut to its room. */
typedef struct dbn_error {
    dbn_status status;
    bool has_offset;
    uint64_t offset; /* bytes into the input at fault, when has_offset */
    uint64_t line;   /* of the input at fault, from 1; 0 for none */
    char message[232];
} dbn_error;

/** Borrowed text. */
typedef struct dbn_span {
    const char *ptr;
    size_t len;
} dbn_span;

/** Bytes [beg, end) of the text that the record's owner names. */
typedef struct dbn_range {
    uint32_t beg, end;
} dbn_range;

/** The rule that asked for a change or gave a role; see dbn_rule_name(). */
typedef uint32_t dbn_rule;

/** What a block is in its article. The order is stable; new roles are appended. */
typedef enum dbn_role {
    DBN_ROLE_PARAGRAPH,
    DBN_ROLE_TITLE,
    DBN_ROLE_BYLINE,
    DBN_ROLE_FUNCTION,
    DBN_ROLE_DATE,
    DBN_ROLE_CREDIT,
    DBN_ROLE_LEAD,
    DBN_ROLE_HEADING,
    DBN_ROLE_QUOTE,
    DBN_ROLE_ITEM,
    DBN_ROLE_CAPTION,
    DBN_ROLE_CELL,
    DBN_ROLE_ASIDE,
    DBN_ROLE_CODE,
    DBN_ROLE_FURNITURE,
    DBN_ROLE_COUNT
} dbn_role;

/** No parent, no partner. */
#define DBN_NONE UINT32_MAX

/**
 * A paragraph-level piece. Blocks are sorted by `range.beg` and do not overlap;
 * an empty range means that the block was removed whole, and its place.
 */
typedef struct dbn_block {
    dbn_range range;
    uint32_t parent; /* the list, quotation or table it stands in: the index of
                        that one's first block, DBN_NONE for none */
    dbn_rule rule;   /* why it has this role */
    uint8_t role;    /* dbn_role */
    uint8_t level;   /* headings 1-6, items: depth; else 0 */
    uint16_t flags;  /* DBN_BLOCK_* */
} dbn_block;

#define DBN_BLOCK_REMOVED 1u /* a copy: its content stands elsewhere */
#define DBN_BLOCK_KEPT    2u /* stands in the output text */

/** What an inline mark means. */
typedef enum dbn_mark_kind {
    DBN_MARK_BOLD,
    DBN_MARK_ITALIC,
    DBN_MARK_LINK,
    DBN_MARK_CODE,
    DBN_MARK_SUB,
    DBN_MARK_SUP,
    DBN_MARK_UNDERLINE,
    DBN_MARK_STRIKE,
    DBN_MARK_QUOTE,
    DBN_MARK_BREAK, /* br: an empty mark */
    DBN_MARK_IMAGE, /* img: an empty mark */
    DBN_MARK_OTHER  /* span, abbr, time …: kept so that markup can be rebuilt */
} dbn_mark_kind;

/**
 * Inline markup around a range of the text. `open` and `close` are the tags
 * themselves, as ranges of the decoded source, where the attributes can be read;
 * `close` is empty where the page does not close the element. An element that goes
 * through several blocks has a mark in each, linked by `partner`. Sorted by
 * `range.beg`, outer before inner.
 */
typedef struct dbn_mark {
    dbn_range range;
    dbn_range open, close;
    uint32_t block;   /* index of the block it stands in */
    uint32_t partner; /* the mark of the same element in the next block, DBN_NONE */
    uint8_t kind;     /* dbn_mark_kind */
} dbn_mark;

/**
 * One replaced range: [from, to) of the parent became `len` bytes at `at` of the
 * child. Edits are sorted and do not overlap; what lies between two edits is
 * the same, byte for byte, on both sides.
 */
typedef struct dbn_edit {
    uint32_t from, to, at, len;
    dbn_rule rule;
} dbn_edit;

/** How a copy repeats its partner. */
typedef enum dbn_copy_kind {
    DBN_COPY_EXACT,     /* the same characters, white space aside */
    DBN_COPY_NEAR,      /* edited, misspelt, cut off, with a dateline, with other
                           punctuation, accents or case */
    DBN_COPY_CONTAINED, /* a part of its partner: a pull quote, a caption */
    DBN_COPY_COVERED    /* made of the content of several others */
} dbn_copy_kind;

/** A span that repeats another one. A covered block gives one record a partner. */
typedef struct dbn_copy {
    dbn_range range;   /* the copy */
    dbn_range partner; /* where the same stands */
    uint16_t score;    /* aligned words of the copy, in thousandths */
    uint8_t kind;      /* dbn_copy_kind */
    uint8_t survivor;  /* 1: this occurrence stays, 0: it was removed */
} dbn_copy;

/** Day and time as a text says them; year 0 for none. */
typedef struct dbn_date {
    int32_t year;
    uint8_t month, day;          /* 1-12, 1-31 */
    int8_t hour, minute, second; /* -1 for none */
    bool has_zone;
    int16_t zone; /* minutes east of UTC */
} dbn_date;

/** In what two copies differ. */
typedef enum dbn_contradiction_kind {
    DBN_CONTRADICTS_NUMBER,
    DBN_CONTRADICTS_DATE,
    DBN_CONTRADICTS_NAME,
    DBN_CONTRADICTS_NEGATION
} dbn_contradiction_kind;

/** Two copies that cannot both be right; both stay. The ranges are the words. */
typedef struct dbn_contradiction {
    dbn_range a, b;
    uint8_t kind; /* dbn_contradiction_kind */
} dbn_contradiction;

/** Something an editor should see. */
typedef struct dbn_finding {
    dbn_range range;
    dbn_range other; /* what it disagrees with, empty for none */
    dbn_rule rule;
    uint32_t first_fix, fix_count; /* its fixes, among those of the same set */
} dbn_finding;

/** What an input is. */
typedef enum dbn_input_kind {
    DBN_INPUT_AUTO, /* by name (.html .htm .xhtml .txt .md), else by the first bytes */
    DBN_INPUT_HTML,
    DBN_INPUT_TEXT,
    DBN_INPUT_JSONL /* a document a line; for batches only */
} dbn_input_kind;

/** Which copy stays. */
typedef enum dbn_survivor {
    DBN_SURVIVOR_FINEST, /* finer paragraph structure, then more complete, then first */
    DBN_SURVIVOR_FIRST,
    DBN_SURVIVOR_LONGEST
} dbn_survivor;

/** What an offset counts. */
typedef enum dbn_offset_unit {
    DBN_OFFSET_BYTES,
    DBN_OFFSET_CODEPOINTS,
    DBN_OFFSET_UTF16
} dbn_offset_unit;

#ifdef __cplusplus
}
#endif
#endif
