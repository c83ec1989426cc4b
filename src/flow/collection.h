/*
 * flow/collection.h - the documents of a corpus, and what they are compared by.
 *
 *     line ─sign▶ contents, grams ─┐
 *     line ─sign▶ contents, grams ─┼▶ collection ─relate▶ copies of each ─▶ lines
 *     page ─sign▶ contents, grams ─┘
 *
 * A document is signed by any thread, and added in the order of the input. What becomes
 * of it depends on no order: documents are told apart by their keys, contents by their
 * ids.
 */
#ifndef DBN_FLOW_COLLECTION_H
#define DBN_FLOW_COLLECTION_H

#include "base/id.h"
#include "flow/doc.h"
#include "read/jsonl.h"
#include "run/again.h"
#include "run/lender.h"
#include "run/watch.h"
#include "text/records.h"
#include "write/write.h"

/** Postings lie in so many parts, by the highest bits of their grams. */
#define DBN_GRAM_PARTS      64U
#define DBN_GRAM_PART_SHIFT 58

/** A content where it stands. */
typedef struct dbn_occurrence {
    dbn_id content;
    dbn_range range;   /* of the text of its document */
    uint32_t document; /* its number */
    uint32_t grams;    /* kept of it */
    uint8_t unit;      /* dbn_unit */
} dbn_occurrence;

typedef DBN_VEC(dbn_occurrence) dbn_occurrences;

/** A gram of a content, which is told by its occurrence. */
typedef struct dbn_posting {
    uint64_t gram;
    uint32_t occurrence;
    uint32_t place; /* of its first token in the content */
} dbn_posting;

typedef DBN_VEC(dbn_posting) dbn_postings;

/** The same where many are held: the part says the highest bits of the gram, the lowest
 * are zero, and of the place the bits that are looked at. */
typedef struct dbn_held_posting {
    uint32_t gram_low;
    uint16_t gram_high;
    uint16_t place;
    uint32_t occurrence;
} dbn_held_posting;

typedef DBN_VEC(dbn_held_posting) dbn_held_postings;

/** A paragraph of a page: in the text that is compared, and in the source. */
typedef struct dbn_mapping {
    dbn_range text, source;
} dbn_mapping;

typedef DBN_VEC(dbn_mapping) dbn_mappings;

/** A document by which it can be compared. */
typedef struct dbn_signed {
    dbn_span id;      /* of the input; the name of a file; else the digits of the key */
    dbn_span host;    /* of its address, without www.; empty: none */
    dbn_id key;       /* of all that the input gave */
    uint64_t primary; /* what survivors are chosen by: the lowest stays */
    const dbn_profile *profile;
    dbn_span text;     /* which is compared */
    bool is_page;      /* the text is that of a page, not of a line */
    bool is_misdated;  /* the input gave a date that cannot be read */
    uint32_t bytes;    /* of the text */
    dbn_mappings page; /* its paragraphs; none: places are those of the text */
    dbn_occurrences occurrences;
    dbn_postings postings; /* of those, counted from its first one */
} dbn_signed;

/** What signing needs to know. */
typedef struct dbn_signing {
    uint32_t units; /* bits */
    bool exact;
    dbn_survivor survivor;
} dbn_signing;

/** What was read of a document. */
typedef struct dbn_sign_input {
    dbn_span bytes; /* the whole of the input */
    dbn_span name;
    dbn_span text; /* which is compared */
    dbn_span id, url, date;
    uint64_t number; /* in the order of the input */
    const dbn_profile *profile;
    const dbn_document *page; /* whose output the text is; NULL: plain text */
} dbn_sign_input;

/** Sign a document. Results in job->arena; borrows what `in` does. */
dbn_status dbn_flow_sign(dbn_signed *out, const dbn_sign_input *in,
                         const dbn_signing *signing, dbn_job *job) DBN_CHECKED;

/** The text of a line: `doublon.text` of an earlier run, else its text. {NULL, 0} where
 * there is neither; the line may have a page. Lives in job->arena. */
dbn_status dbn_flow_line_text(dbn_span *out, const dbn_jsonl_line *line, dbn_span bytes,
                              dbn_jsonl_reader *reader, dbn_job *job) DBN_CHECKED;

/** A document of the collection. */
typedef struct dbn_collected {
    dbn_signed sign;     /* without occurrences and postings, which the collection has;
                            its text {NULL, 0}: it is read from the line again */
    dbn_json_input json; /* ptr of its line NULL where it is read again from: */
    dbn_line_place place;
    dbn_span name;
    dbn_span failed; /* the line of a document that failed; ptr NULL: it did not */
    uint32_t first, count; /* its occurrences */
} dbn_collected;

/** Postings of a part in a row; in memory there is one piece, which grows, in a file
 * many, of which none moves. */
typedef struct dbn_piece_of_part {
    dbn_held_posting *items;
    uint32_t count, cap;
} dbn_piece_of_part;

typedef struct dbn_part_postings {
    DBN_VEC(dbn_piece_of_part) pieces;
    uint32_t count; /* of all */
} dbn_part_postings;

/** What goes to files where memory is limited. */
typedef enum dbn_spooled {
    DBN_SPOOL_LINES,
    DBN_SPOOL_POSTINGS,
    DBN_SPOOL_MEMBERS, /* members, places and asks of dbn_contents */
    DBN_SPOOL_PLACES,
    DBN_SPOOL_ASKS,
    DBN_SPOOLS
} dbn_spooled;

typedef struct dbn_collection {
    dbn_arena arena;
    DBN_VEC(dbn_collected) documents;
    dbn_occurrences occurrences;
    dbn_part_postings postings[DBN_GRAM_PARTS];
    dbn_arena parts[DBN_GRAM_PARTS]; /* of the postings: each goes once it is used up */
    uint64_t memory;                 /* 0: no limit, and the spools are closed */
    dbn_spool spools[DBN_SPOOLS];
    dbn_lender *lender; /* of all arenas that grow with the corpus; NULL: no limit */
    dbn_watch *watch;
} dbn_collection;

/** Zeroed is empty; allocates nothing. */
void dbn_collection_init(dbn_collection *collection);
void dbn_collection_release(dbn_collection *collection);

/** Let the process hold no more than `memory` bytes: what grows with the corpus goes to
 * temporary files in `folder`, before anything is added. */
dbn_status dbn_collection_limit(dbn_collection *collection, uint64_t memory,
                                const char *folder, dbn_error *err) DBN_CHECKED;

/** What went to files goes out of memory, if that is too full. Asked by those who fill
 * it fast, and between that by a thread that watches: it costs a system call. */
void dbn_collection_rest(const dbn_collection *collection);

/** Add a document: copies all that it borrows, but the line where it has a place.
 * DBN_ERR_NOMEM, without a message. */
dbn_status dbn_collection_add(dbn_collection *collection, const dbn_signed *sign,
                              const dbn_json_input *json, dbn_span name,
                              dbn_line_place place) DBN_CHECKED;

/** The line of a document, where it has none in memory, from its file into job->arena.
 * Fails with a message where it is not there any more. By any thread. */
dbn_status dbn_flow_line_again(dbn_span *out, const dbn_collected *document,
                               dbn_job *job) DBN_CHECKED;

/** Is that, which `status` says was read, the line that was signed, though its file was
 * written to? Fails with a message. */
dbn_status dbn_flow_prove_line(const dbn_collected *document, dbn_span line,
                               dbn_status status, dbn_job *job) DBN_CHECKED;

/** Add one that failed, and keeps its place. */
dbn_status dbn_collection_add_failed(dbn_collection *collection,
                                     dbn_span line) DBN_CHECKED;

#endif
