/*
 * write/repeats.h - what a corpus repeats, all in all: its clusters by size, the hosts
 * that copy from each other, what would be saved.
 *
 * A report is as large as its limits allow, however large the corpus is, and says how
 * much of all it shows.
 */
#ifndef DBN_WRITE_REPEATS_H
#define DBN_WRITE_REPEATS_H

#include "text/records.h"
#include "write/say.h"

/** What is shown: clusters of each unit, copies of a cluster, of those beside their
 * survivor, bytes of each of the two texts, bytes of how a cluster begins, hosts. */
#define DBN_REPEATS_CLUSTERS    50U
#define DBN_REPEATS_COPIES      16U
#define DBN_REPEATS_DIFFERENCES 3U
#define DBN_REPEATS_TEXT        4096U
#define DBN_REPEATS_BEGINNING   160U
#define DBN_REPEATS_HOSTS       50U

/** Where a text of a cluster stands. */
typedef struct dbn_repeat_place {
    dbn_span id, host; /* of the document; host empty: not known */
    dbn_range range;   /* of its text or page */
    uint16_t score;    /* as dbn_corpus_copy has it; of a survivor 0 */
    uint8_t relation;
} dbn_repeat_place;

/** What a copy says otherwise. */
typedef struct dbn_repeat_difference {
    uint32_t copy;      /* which of the cluster */
    dbn_span texts[2];  /* of the survivor and the copy, as far as they are shown */
    dbn_ranges only[2]; /* words of each that the other one has not, in their order */
    bool is_cut;        /* one of them goes on */
} dbn_repeat_difference;

/** A text that stays, and its copies. */
typedef struct dbn_repeat_cluster {
    uint32_t places; /* survivor included */
    uint64_t bytes;  /* of all copies */
    dbn_repeat_place survivor;
    dbn_span beginning; /* of its first line */
    DBN_VEC(dbn_repeat_place) copies;
    DBN_VEC(dbn_repeat_difference) differences;
} dbn_repeat_cluster;

/** The clusters of a unit, the largest first. */
typedef struct dbn_repeat_clusters {
    uint32_t count;  /* of all */
    uint64_t copies; /* in all of them */
    DBN_VEC(dbn_repeat_cluster) items;
} dbn_repeat_clusters;

/** What stands on a host, and stays on another one. */
typedef struct dbn_repeat_hosts {
    dbn_span copying, copied;
    uint64_t copies[DBN_UNIT_COUNT];
} dbn_repeat_hosts;

/** All that a report says. Borrows texts and names. */
typedef struct dbn_repeats {
    const char *version;
    uint64_t documents, failed;
    uint64_t bytes, repeated; /* of all texts; of those, what stood in others before */
    uint64_t removable;       /* bytes of copies that may go */
    uint64_t whole;           /* documents that may go whole */
    uint64_t contradictions;  /* pairs of places */
    /* By dbn_unit; paragraphs and passages of documents that are no copies whole. */
    dbn_repeat_clusters clusters[DBN_UNIT_COUNT];
    uint32_t host_count; /* of all pairs that copy */
    DBN_VEC(dbn_repeat_hosts) hosts;
} dbn_repeats;

/** The report for people, as lines or as a page in the look of the others, and for
 * programs: one object. DBN_ERR_NOMEM, without a message. */
dbn_status dbn_write_repeats_text(const dbn_voice *voice,
                                  const dbn_repeats *repeats) DBN_CHECKED;
dbn_status dbn_write_repeats_json(dbn_buffer *out, dbn_arena *arena,
                                  const dbn_repeats *repeats) DBN_CHECKED;
dbn_status dbn_write_repeats_html(const dbn_voice *voice,
                                  const dbn_repeats *repeats) DBN_CHECKED;

/** What the page shares with the lines: a heading of a unit, a relation, for people;
 * a share in percent, "98.7". */
const char *dbn_repeats_unit(dbn_unit unit);
const char *dbn_repeats_relation(uint8_t relation);
#define DBN_PERCENT_BYTES 16
dbn_span dbn_repeats_percent(char room[DBN_PERCENT_BYTES], uint64_t part,
                             uint64_t whole, dbn_ui ui);

#endif
