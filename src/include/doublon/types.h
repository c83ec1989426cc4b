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

/** The language in which people are told something. Records, JSON and logs are the same
 * in all of them. */
typedef enum dbn_ui { DBN_UI_EN, DBN_UI_FR } dbn_ui;

#define DBN_UI_COUNT 2

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

/** Room for a language, a script and a region, each at its longest; what else a tag
 * says of a block is left out. */
#define DBN_BLOCK_LANG 12

/**
 * A paragraph-level piece. Blocks are sorted by `range.beg` and do not overlap;
 * an empty range means that the block was removed whole, and its place.
 */
typedef struct dbn_block {
    dbn_range range;
    uint32_t parent; /* the list, quotation or table it stands in: the index of
                        that one's first block, DBN_NONE for none */
    int32_t number;  /* of an item with DBN_BLOCK_NUMBERED; else 0 */
    dbn_rule rule;   /* why it has this role */
    uint8_t role;    /* dbn_role */
    uint8_t level;   /* headings 1-6, items: depth, cells: column; else 0 */
    uint16_t flags;  /* DBN_BLOCK_* */
    char lang[DBN_BLOCK_LANG]; /* BCP 47, NUL-padded, where it is not the document's:
                                  "en", "und", "zh-Hant-TW"; else empty */
} dbn_block;

#define DBN_BLOCK_REMOVED  1u /* a copy: its content stands elsewhere */
#define DBN_BLOCK_KEPT     2u /* stands in the output text */
#define DBN_BLOCK_NUMBERED 4u /* an item of an ordered list, which has a number */
#define DBN_BLOCK_ROW      8u /* the first cell of its row */

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

/** A span that repeats another one. A covered block gives one record a place. */
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

/** A picture of the article. `tag` is its tag in the decoded source, where its
 * attributes can be read; the blocks are indices, DBN_NONE for none. */
typedef struct dbn_picture {
    dbn_range tag;
    uint32_t caption, credit;
} dbn_picture;

/** An entry of a live page: what was written at one time. All ranges are of the page's
 * text. */
typedef struct dbn_entry {
    dbn_range stamp;   /* "14h32"; empty where only metadata say when */
    dbn_date time;     /* year 0, without a zone, where only the hour is said */
    dbn_range heading; /* empty for none */
    dbn_range text;    /* behind the heading, to the end of its last block: what stands
                          in it and is no text is not part of it; empty for none */
} dbn_entry;

/** Who may read the article, as its page says. */
typedef enum dbn_access {
    DBN_ACCESS_UNKNOWN,
    DBN_ACCESS_FREE,
    DBN_ACCESS_CLOSED /* to subscribers, or after so many articles */
} dbn_access;

/** Whether machines may learn from it, as its page says (robots, TDM reservation). */
typedef enum dbn_mining {
    DBN_MINING_UNKNOWN,
    DBN_MINING_ALLOWED,
    DBN_MINING_RESERVED
} dbn_mining;

/** A sentence: its range without the space after it, and its block. */
typedef struct dbn_segment {
    dbn_range range;
    uint32_t block;
} dbn_segment;

/**
 * Segments [source.beg, source.end) of one text stand for [target.beg, target.end) of
 * the other; a side may be empty. Confidence in thousandths: the share of beads of that
 * confidence that are right.
 */
typedef struct dbn_bead {
    dbn_range source, target;
    uint16_t confidence;
    uint16_t flags; /* DBN_BEAD_* */
} dbn_bead;

#define DBN_BEAD_MOVED                                                                 \
    1u /* out of order: its text stands elsewhere on the other side */

/** A link between two words: numbers of tokens of a bead. */
typedef struct dbn_word_link {
    uint32_t source, target;
} dbn_word_link;

/** Which links stay: those that both directions see, or, grown from them along their
 * neighbours, some of those that one sees (grow-diag-final-and). */
typedef enum dbn_symmetry { DBN_SYMMETRY_INTERSECT, DBN_SYMMETRY_GROW } dbn_symmetry;

/** In what two copies differ. */
typedef enum dbn_contradiction_kind {
    DBN_CONTRADICTS_NUMBER,
    DBN_CONTRADICTS_DATE,
    DBN_CONTRADICTS_NAME,
    DBN_CONTRADICTS_NEGATION,
    DBN_CONTRADICTS_CERTAINTY /* one says it, the other that it may be so */
} dbn_contradiction_kind;

/** Two copies that cannot both be right; both stay. The ranges are the words. */
typedef struct dbn_contradiction {
    dbn_range a, b;
    uint8_t kind; /* dbn_contradiction_kind */
} dbn_contradiction;

/** How bad a fault is, and what a finding's rule says of repairing it. */
typedef enum dbn_severity {
    DBN_SEVERITY_INFO,
    DBN_SEVERITY_WARNING,
    DBN_SEVERITY_ERROR
} dbn_severity;

/** Something an editor should see. */
typedef struct dbn_finding {
    dbn_range range;
    dbn_range other; /* what it disagrees with, empty for none */
    dbn_rule rule;
    dbn_severity severity;
    uint32_t first_fix, fix_count; /* its fixes, among those of the same set */
} dbn_finding;

/** What cleaning a document came to, in numbers. */
typedef struct dbn_tally {
    uint64_t copies;         /* removed; the parts of a covered block are one */
    uint64_t contradictions; /* pairs of copies, both kept */
    uint64_t left_out; /* blocks that are not of the text: furniture, captions … */
    uint64_t repairs;  /* edits of encoding and Unicode */
    uint64_t findings; /* what an editor should look at */
} dbn_tally;

/** May a rule repair what it finds? */
typedef enum dbn_rule_fix {
    DBN_FIX_NONE,
    DBN_FIX_GUARDED, /* its pattern or its guard sees to it that it is right: `check`
                        may make it, which people then read; `clean` does not */
    DBN_FIX_CERTAIN
} dbn_rule_fix;

/** A word of a house or of a person, right in every language. */
typedef struct dbn_own_word {
    dbn_span word;
    dbn_span model; /* a word of the dictionary whose forms it has; empty: none */
} dbn_own_word;

/** A convention as a house sets it: "hours", "tight". */
typedef struct dbn_house_key {
    dbn_span key, value;
} dbn_house_key;

/** What an input is. */
typedef enum dbn_input_kind {
    DBN_INPUT_AUTO, /* by name (.html .htm .xhtml .txt .md), else by the first bytes */
    DBN_INPUT_HTML,
    DBN_INPUT_TEXT,
    DBN_INPUT_JSONL /* a document a line; for batches only */
} dbn_input_kind;

/** Which copy stays. All copies of one document have its day: there the earliest is the
 * first in reading order, the latest the last. What one block repeats of itself leaves
 * its first occurrence, whichever is asked for. */
typedef enum dbn_survivor {
    DBN_SURVIVOR_FINEST, /* finer paragraph structure, then more complete, then first */
    DBN_SURVIVOR_FIRST,
    DBN_SURVIVOR_LONGEST,
    DBN_SURVIVOR_EARLIEST, /* by day, then first */
    DBN_SURVIVOR_LATEST,   /* by day, then last */
    DBN_SURVIVOR_CLEANEST  /* fewest repairs and lost characters, then finest */
} dbn_survivor;

/** What is looked for again in a corpus. */
typedef enum dbn_unit {
    DBN_UNIT_DOCUMENT,
    DBN_UNIT_PARAGRAPH,
    DBN_UNIT_PASSAGE, /* spans of any length that two documents have in common */
    DBN_UNIT_COUNT
} dbn_unit;

/** How two texts of a corpus belong together. */
typedef enum dbn_relation {
    DBN_RELATION_COPY,      /* nine words in ten of each stand in the other one */
    DBN_RELATION_VERSION,   /* the same text, rewritten or brought up to date */
    DBN_RELATION_EXCERPT,   /* one is, nearly all of it, a part of the other */
    DBN_RELATION_SYNDICATED /* a copy on another host */
} dbn_relation;

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
