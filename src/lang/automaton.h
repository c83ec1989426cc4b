/*
 * lang/automaton.h - the words of a language as the smallest graph that spells them.
 *
 *     root ─m─▶ ○ ─a─▶ ○ ─i─▶ ● ─s─▶ ●        mai, mais; endings are shared
 *
 * Letters are symbols of one byte. Each word has a number, its place among all words in
 * the order of their symbols, by which what is known of it is found. All of it is one
 * piece of memory without pointers: it can be written to a file and mapped back.
 */
#ifndef DBN_LANG_AUTOMATON_H
#define DBN_LANG_AUTOMATON_H

#include "lang/expand.h"

/** Code points below this have a direct row in the alphabet. */
#define DBN_ALPHABET_DIRECT 0x250U
#define DBN_SYMBOLS_MAX     256U

/** The longest word, in symbols. */
#define DBN_SYMBOLS_WORD_MAX 100U

/** An edge: symbol in the upper byte, then whether a word ends with it, whether it is
 * the last one of its node, and the first edge of the node it leads to, 0 for none. */
#define DBN_EDGE_SYMBOL(edge) ((edge) >> 24)
#define DBN_EDGE_ENDS         (1U << 23)
#define DBN_EDGE_LAST         (1U << 22)
#define DBN_EDGE_TARGET(edge) ((edge) & (DBN_EDGE_LAST - 1))

/** What is known of one word. */
typedef struct dbn_word_record {
    uint8_t frequency; /* 2 log2 of how often in 10^8 words, as far as is known */
    uint8_t flags;     /* none yet */
    uint16_t traits;   /* its set, a place in `trait_sets` */
} dbn_word_record;

/** What stands in the file, in this order; all counts in items. Native byte order: a
 * file of another machine has another magic number. */
typedef struct dbn_automaton_head {
    uint64_t magic;
    uint64_t key;          /* of what it was made from */
    uint64_t checksum;     /* of what follows the head, down to the kinship … */
    uint64_t kin_checksum; /* … and of that, which few ask for */
    uint32_t edge_count, word_count, set_count, root;
    uint32_t elision_count, is_open;
    uint32_t entry_count, kinship_count;
    uint32_t codes[DBN_SYMBOLS_MAX]; /* of the symbols; 0 past the last */
    char elisions[DBN_ELISIONS_MAX][12];
    uint8_t symbols[DBN_ALPHABET_DIRECT]; /* of the code points */
} dbn_automaton_head;

typedef struct dbn_automaton {
    const dbn_automaton_head *head;
    const uint32_t *edges;
    const uint32_t *before; /* words of the node that stand before those of the edge */
    const dbn_word_record *words;
    const uint32_t *trait_sets;
    /* Which words are forms of which entries: word w of kin[kin_first[w]] and on, entry
     * e of forms[forms_first[e]] and on. */
    const uint32_t *kin_first;   /* words + 1 */
    const uint32_t *kin;         /* an entry, and DBN_KIN_BASE for the one written so */
    const uint32_t *forms_first; /* entries + 1 */
    const uint32_t *forms;       /* words */
    const uint8_t *parts;        /* DBN_PART_* of the entries */
} dbn_automaton;

#define DBN_KIN_BASE (1U << 31)

typedef struct dbn_automaton_input {
    const dbn_expansion *expansion; /* sorted */
    const uint8_t *frequencies;     /* of its forms, by their places */
    uint64_t key;
    bool is_open;
} dbn_automaton_input;

/** Make one: the bytes of its file, in `arena`. DBN_ERR_LIMIT where a language has more
 * letters or words than there is room for. Linear in the forms. */
dbn_status dbn_automaton_make(dbn_span *out, const dbn_automaton_input *in,
                              dbn_arena *arena, dbn_error *err) DBN_CHECKED;

/** Use the bytes of a file, which are borrowed and aligned to 8 bytes; false where they
 * are no automaton made from `key`. */
bool dbn_automaton_open(dbn_automaton *out, dbn_span file, uint64_t key);

/** Is the file as it was written, but for the kinship? Reads all of it. */
bool dbn_automaton_is_whole(const dbn_automaton *a, dbn_span file);

/** Is the kinship as it was written? Reads all of it. */
bool dbn_automaton_kin_is_whole(const dbn_automaton *a);

/** A number of what a file is made from, and of a file. */
uint64_t dbn_file_hash(uint64_t hash, dbn_span bytes);

/** The symbol of a code point, 0 where no word has it. */
uint8_t dbn_automaton_symbol(const dbn_automaton *a, uint32_t code);

/** The symbols of `word`; their number, 0 where one has none or there are too many. */
uint32_t dbn_automaton_encode(uint8_t out[DBN_SYMBOLS_WORD_MAX], const dbn_automaton *a,
                              dbn_span word);

/** The number of the word of these symbols; DBN_NONE where it is none. */
uint32_t dbn_automaton_find(const dbn_automaton *a, const uint8_t *symbols,
                            uint32_t count);

/** The edge of the node at `first` with this symbol; DBN_NONE for none. Node 0 has no
 * edges. */
uint32_t dbn_automaton_edge(const dbn_automaton *a, uint32_t first, uint8_t symbol);

#endif
