/*
 * archive/archive.h - what was published before: documents, what their paragraphs say
 * as hashes and chosen grams, and, where that is wanted, their texts, in one file.
 *
 * The file is a database of SQLite (sql/sql.h); its tables are told, for people who
 * open it with SQL, in doublon-index(1). Who adds is one at a time; others ask
 * meanwhile, about what stood before.
 *
 * A *unit* is a whole document or one of its paragraphs. Units have numbers, from 1 in
 * the order in which they came: a document's own, then those of its paragraphs. What
 * is looked for lies in *runs* (archive/runs.h), sorted, which are written once, and
 * merged when there are many.
 */
#ifndef DBN_ARCHIVE_ARCHIVE_H
#define DBN_ARCHIVE_ARCHIVE_H

#include "base/id.h"
#include "base/job.h"
#include "base/vec.h"
#include "doublon/index.h"
#include "sql/sql.h"

typedef struct dbn_archive dbn_archive;

/** What an archive holds, decided when it is made. */
typedef struct dbn_archive_shape {
    bool exact;     /* no grams: only what is the same byte for byte is found */
    bool has_texts; /* what looks alike can be verified */
    uint32_t key_version;
} dbn_archive_shape;

/** A paragraph that is added or asked about. */
typedef struct dbn_archive_paragraph {
    dbn_id content;  /* of its bytes */
    dbn_range place; /* as it is told; the paragraphs of a document follow each other */
    dbn_range own;   /* in the text that is compared */
    uint32_t first, count; /* its grams among those of the document */
} dbn_archive_paragraph;

/** A document that is added or asked about. All is borrowed. */
typedef struct dbn_archive_document {
    dbn_span id, url, date; /* valid UTF-8; url and date may be empty */
    bool has_id;            /* it is called so, and its file is not: whatever has that
                               id is another version of it */
    bool is_nameless;       /* it is called nothing, its file neither: one that says the
                               same may as well be another */
    dbn_id key;             /* of the id, url and date that it has, and the text */
    dbn_id content;         /* of its whole text */
    dbn_range place, own;   /* of its whole text, as of a paragraph */
    const dbn_archive_paragraph *paragraphs;
    uint32_t paragraph_count;
    const uint64_t *grams;
    const dbn_span *texts; /* of the paragraphs; NULL: none are kept */
} dbn_archive_document;

/** Let it hold copies, in the arena, of all that it borrows. DBN_ERR_NOMEM, without a
 * message. */
dbn_status dbn_archive_document_copy(dbn_archive_document *document,
                                     dbn_arena *arena) DBN_CHECKED;

/** Open the archive at `path` (NUL-terminated). Where `mode` is DBN_SQL_CREATE and
 * there is none, it is made with `shape`; `shape` is then what the archive has. One of
 * another key version is refused by name. `error` is borrowed until it is closed, and
 * gets the sentence of every failure; on failure *out is NULL. */
dbn_status dbn_archive_open(dbn_archive **out, const char *path,
                            dbn_archive_shape *shape, dbn_sql_mode mode,
                            dbn_error *error) DBN_CHECKED;

/** What was added and not flushed is lost. NULL is allowed. */
void dbn_archive_close(dbn_archive *archive);

/* ---- adding --------------------------------------------------------------------- */

/** Add a document: copied, and written with others, all of them or none, when there are
 * many of them. One of the same id and key as one that is there is passed over; one of
 * the same id with another text stands beside the other, whose text was published, too.
 * When writing fails, those that wait still do, and the archive is as it was before:
 * it may be tried again. This one waits with them, or, where no more may, is refused.
 */
dbn_status dbn_archive_add(dbn_archive *archive,
                           const dbn_archive_document *document) DBN_CHECKED;

/** Write what is still waiting. Then `added` counts all since the archive was opened.
 */
dbn_status dbn_archive_flush(dbn_index_added *added, dbn_archive *archive) DBN_CHECKED;

/** Remove every document with that id; how many goes to *count. Their texts are gone
 * at once, their hashes with the next dbn_archive_compact(). What waits is written
 * before: this goes for compacting and counting, too. */
dbn_status dbn_archive_remove(uint64_t *count, dbn_archive *archive,
                              dbn_span id) DBN_CHECKED;

/** Merge all runs into one a kind, without what was removed, and give space back to
 * the system. Bounded memory, whatever the archive holds. */
dbn_status dbn_archive_compact(dbn_archive *archive) DBN_CHECKED;

/* ---- asking --------------------------------------------------------------------- */

/** A unit of the archive that says what one that was asked about says. */
typedef struct dbn_archive_hit {
    uint32_t document;  /* that was asked about: its index */
    uint32_t paragraph; /* of it; DBN_NONE: the whole */
    uint64_t number;    /* of the unit in the archive */
    bool is_exact;
    uint16_t score; /* thousandths of the words of the paragraph that stand in it: 1000,
                       or estimated from the grams that both have */
    uint16_t other_score; /* the same of its words in the paragraph */
    dbn_range place;
    dbn_span id, url, date;
    dbn_span text; /* of the paragraph, where the archive has it; else ptr NULL */
} dbn_archive_hit;

typedef DBN_VEC(dbn_archive_hit) dbn_archive_hits;

/** How near, and how many. */
typedef struct dbn_archive_asking {
    uint32_t near;         /* thousandths: what scores less is not told */
    uint32_t min_shared;   /* grams that must be shared, at least 2 */
    uint32_t max_postings; /* of a gram that more units have the oldest one answers */
    uint32_t max_hits;     /* of a unit, exact ones first, then by score and age */
} dbn_archive_asking;

/**
 * What stood in the archive before, in the order of what is asked about; of one unit
 * exact hits first, the oldest of them first, then the others by score. A document that
 * stands in the archive does not meet itself: neither its own key, unless it is
 * nameless, nor, where it has_id, a version of its id. All answers are of one moment.
 * Of one document whose units share contents or grams with others more than 2^23 times
 * the matches beyond, of its highest keys, are not looked at.
 * Results in job->arena. Reads each run once from its lowest to its highest key that is
 * asked for, so that many documents at once cost little more than one each.
 */
dbn_status dbn_archive_ask(dbn_archive_hits *out, dbn_archive *archive,
                           const dbn_archive_document *documents, uint32_t count,
                           const dbn_archive_asking *asking, dbn_job *job) DBN_CHECKED;

/* ---- looking after it ----------------------------------------------------------- */

dbn_status dbn_archive_count(dbn_index_stats *out, dbn_archive *archive) DBN_CHECKED;

/** Read all of it; fails with DBN_ERR_SYNTAX and where the first damage is. */
dbn_status dbn_archive_verify(dbn_archive *archive) DBN_CHECKED;

#endif
