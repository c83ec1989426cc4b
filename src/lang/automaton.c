/*
 * The smallest automaton of a sorted list of words.
 *
 * After Daciuk, Mihov, Watson and Watson (Incremental construction of minimal acyclic
 * finite-state automata, 2000): words come in order, so that only the path of the last
 * one can still change; what it leaves is looked up among the nodes that are there, and
 * shared. A node is the list of its edges. French has 600 000 words in some 200 000
 * edges, which is a tenth of what a table of them would need, and a search that bears
 * with errors walks it instead of trying what could have been meant.
 */
#include "lang/automaton.h"

#include "base/hash.h"
#include "base/utf8.h"

#define MAGIC     UINT64_C(0x32304C584C4E4244) /* "DBNLXL02" on this machine */
#define EDGES_MAX DBN_EDGE_LAST
#define SETS_MAX  4096U
#define COUNT_MAX (1U << 28)

/* ---- making ------------------------------------------------------------------- */

typedef struct open_node {
    uint32_t edges[DBN_SYMBOLS_MAX];
    uint32_t before[DBN_SYMBOLS_MAX];
    uint32_t count;
    uint32_t words; /* below it, by the edges that are closed */
} open_node;

typedef struct maker {
    const dbn_automaton_input *in;
    dbn_arena *arena;
    dbn_error *err;
    dbn_automaton_head head;
    DBN_VEC(uint32_t) edges;
    DBN_VEC(uint32_t) before;
    DBN_VEC(dbn_word_record) words;
    DBN_VEC(uint32_t) sets;
    DBN_VEC(uint32_t) kin_first;
    DBN_VEC(uint32_t) kin;
    uint32_t *forms_first, *forms;
    uint32_t *register_slots; /* first edges of the nodes; 0: empty */
    uint32_t register_mask, register_count;
    open_node *path; /* of the last word */
    uint8_t last[DBN_SYMBOLS_WORD_MAX];
    uint32_t last_count;
} maker;

/* A processor multiplies for several hashes while it waits for one. */
#define LANES 8U

static inline uint64_t
hash_eight(uint64_t hash, const char *bytes)
{
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    return (hash ^ hash >> 29 ^ word) * UINT64_C(0x9E3779B97F4A7C15);
}

uint64_t
dbn_file_hash(uint64_t hash, dbn_span bytes)
{
    size_t at = 0;
    uint64_t lanes[LANES];
    for (unsigned i = 0; i < LANES; i++)
        lanes[i] = hash + i;
    for (; at + sizeof lanes <= bytes.len; at += sizeof lanes)
        for (unsigned i = 0; i < LANES; i++)
            lanes[i] = hash_eight(lanes[i], bytes.ptr + at + i * sizeof lanes[i]);
    for (unsigned i = 0; i < LANES && at > 0; i++)
        hash = hash_eight(hash, (const char *)&lanes[i]);
    for (; at + 8 <= bytes.len; at += 8)
        hash = hash_eight(hash, bytes.ptr + at);
    for (; at < bytes.len; at++)
        hash = dbn_hash_byte(hash, (unsigned char)bytes.ptr[at]);
    return dbn_hash_mix(hash ^ bytes.len);
}

/* What several entries say of one form: any of them may be proposed, in any case. A
 * form that one of them forbids is none. */
static uint32_t
join_traits(uint32_t a, uint32_t b)
{
    uint32_t of_all = DBN_TRAIT_KEEPS_CASE | DBN_TRAIT_UNSUGGESTED;
    return ((a | b) & ~of_all) | (a & b & of_all);
}

static bool
is_written_alike(const dbn_form *a, const dbn_form *b)
{
    return a->len == b->len && memcmp(a->ptr, b->ptr, a->len) == 0;
}

/* Symbols in the order of code points, so that words sorted by bytes stay sorted. */
static dbn_status
make_alphabet(maker *m)
{
    uint32_t codes[DBN_SYMBOLS_MAX], count = 0;
    for (uint32_t i = 0; i < m->in->expansion->forms.count; i++) {
        const dbn_form *form = &m->in->expansion->forms.items[i];
        uint32_t len;
        for (size_t at = 0; at < form->len; at += len) {
            uint32_t code = dbn_utf8_decode((dbn_span){form->ptr, form->len}, at, &len);
            uint32_t k = 0;
            if (code < DBN_ALPHABET_DIRECT && m->head.symbols[code] != 0)
                continue;
            while (k < count && codes[k] != code)
                k++;
            if (k < count)
                continue;
            if (count + 1 == DBN_SYMBOLS_MAX)
                return dbn_fail(m->err, DBN_ERR_LIMIT,
                                "a dictionary with more than %d letters",
                                (int)DBN_SYMBOLS_MAX - 1);
            codes[count++] = code;
            if (code < DBN_ALPHABET_DIRECT)
                m->head.symbols[code] = 1;
        }
    }
    for (uint32_t i = 1; i < count; i++)
        for (uint32_t k = i; k > 0 && codes[k - 1] > codes[k]; k--) {
            uint32_t code = codes[k];
            codes[k] = codes[k - 1];
            codes[k - 1] = code;
        }
    for (uint32_t i = 0; i < count; i++) {
        m->head.codes[i + 1] = codes[i];
        if (codes[i] < DBN_ALPHABET_DIRECT)
            m->head.symbols[codes[i]] = (uint8_t)(i + 1);
    }
    return DBN_OK;
}

static bool
is_same_node(const maker *m, const open_node *node, uint32_t first)
{
    for (uint32_t i = 0; i < node->count; i++) {
        if (first + i >= m->edges.count || m->edges.items[first + i] != node->edges[i])
            return false;
    }
    return true;
}

static uint64_t
hash_of_node(const uint32_t *edges, uint32_t count)
{
    return dbn_file_hash(DBN_HASH_START,
                         (dbn_span){(const char *)edges, count * sizeof *edges});
}

static dbn_status
widen_register(maker *m)
{
    uint32_t slots = (m->register_mask + 1) * 2;
    uint32_t *wider = dbn_arena_alloc(m->arena, slots * sizeof *wider);
    if (wider == NULL)
        return DBN_ERR_NOMEM;
    for (uint32_t i = 0; i <= m->register_mask; i++) {
        uint32_t first = m->register_slots[i], count = 1;
        if (first == 0)
            continue;
        while ((m->edges.items[first + count - 1] & DBN_EDGE_LAST) == 0)
            count++;
        uint64_t at = hash_of_node(m->edges.items + first, count);
        while (wider[at & (slots - 1)] != 0)
            at++;
        wider[at & (slots - 1)] = first;
    }
    m->register_slots = wider;
    m->register_mask = slots - 1;
    return DBN_OK;
}

/* The place of a node that will not change any more: of one that is the same, or its
 * own. */
static dbn_status
close_node(maker *m, open_node *node, uint32_t *first)
{
    *first = 0;
    if (node->count == 0)
        return DBN_OK;
    node->edges[node->count - 1] |= DBN_EDGE_LAST;
    if (m->register_count * 2 >= m->register_mask)
        DBN_TRY(widen_register(m));
    uint64_t at = hash_of_node(node->edges, node->count);
    for (;; at++) {
        uint32_t *slot = &m->register_slots[at & m->register_mask];
        if (*slot != 0 && is_same_node(m, node, *slot)) {
            *first = *slot;
            return DBN_OK;
        }
        if (*slot != 0)
            continue;
        if (m->edges.count + node->count >= EDGES_MAX)
            return dbn_fail(m->err, DBN_ERR_LIMIT,
                            "a dictionary with more than %u endings", EDGES_MAX);
        *slot = *first = m->edges.count;
        m->register_count++;
        DBN_TRY(dbn_vec_append(m->arena, &m->edges, node->edges, node->count));
        return dbn_vec_append(m->arena, &m->before, node->before, node->count);
    }
}

/* Close the path of the last word down to its first `kept` symbols. */
static dbn_status
close_path(maker *m, uint32_t kept)
{
    for (uint32_t depth = m->last_count; depth > kept; depth--) {
        open_node *node = &m->path[depth], *parent = &m->path[depth - 1];
        uint32_t first, *edge = &parent->edges[parent->count - 1];
        DBN_TRY(close_node(m, node, &first));
        *edge |= first;
        parent->words += node->words + ((*edge & DBN_EDGE_ENDS) != 0);
        node->count = node->words = 0;
    }
    return DBN_OK;
}

static dbn_status
add_path(maker *m, const uint8_t *symbols, uint32_t count)
{
    uint32_t common = 0;
    while (common < count && common < m->last_count &&
           symbols[common] == m->last[common])
        common++;
    DBN_TRY(close_path(m, common));
    for (uint32_t depth = common; depth < count; depth++) {
        open_node *node = &m->path[depth];
        node->before[node->count] = node->words;
        node->edges[node->count++] =
            (uint32_t)symbols[depth] << 24 | (depth + 1 == count ? DBN_EDGE_ENDS : 0);
    }
    memcpy(m->last, symbols, count);
    m->last_count = count;
    return DBN_OK;
}

static dbn_status
set_of(maker *m, uint32_t traits, uint16_t *set)
{
    uint32_t i = 0;
    while (i < m->sets.count && m->sets.items[i] != traits)
        i++;
    *set = (uint16_t)i;
    if (i < m->sets.count)
        return DBN_OK;
    if (i == SETS_MAX)
        return dbn_fail(m->err, DBN_ERR_LIMIT,
                        "a dictionary with more than %u kinds of words", SETS_MAX);
    return dbn_vec_push(m->arena, &m->sets, traits);
}

/* The entries that the word under way, which stands in forms [beg, end), is a form of.
 */
static dbn_status
add_kin(maker *m, uint32_t beg, uint32_t end)
{
    const dbn_form *forms = m->in->expansion->forms.items;
    DBN_TRY(dbn_vec_push(m->arena, &m->kin_first, m->kin.count));
    for (uint32_t i = beg; i < end; i++) {
        uint32_t kin = forms[i].entry | (forms[i].is_base ? DBN_KIN_BASE : 0);
        bool is_there = m->kin.count > m->kin_first.items[m->kin_first.count - 1] &&
                        ((m->kin.items[m->kin.count - 1] ^ kin) & ~DBN_KIN_BASE) == 0;
        if (forms[i].is_derived || (forms[i].traits & DBN_TRAIT_FORBIDDEN) != 0)
            continue;
        if (is_there)
            m->kin.items[m->kin.count - 1] |= kin;
        else
            DBN_TRY(dbn_vec_push(m->arena, &m->kin, kin));
    }
    return DBN_OK;
}

/* The same the other way round, by counting. */
static dbn_status
turn_kin(maker *m)
{
    uint32_t entries = m->in->expansion->entry_count;
    DBN_TRY(dbn_vec_push(m->arena, &m->kin_first, m->kin.count));
    m->forms_first =
        dbn_arena_alloc(m->arena, ((size_t)entries + 2) * sizeof *m->forms_first);
    m->forms = dbn_arena_alloc(m->arena, (m->kin.count + 1) * sizeof *m->forms);
    if (m->forms_first == NULL || m->forms == NULL)
        return DBN_ERR_NOMEM;
    for (uint32_t i = 0; i < m->kin.count; i++)
        m->forms_first[(m->kin.items[i] & ~DBN_KIN_BASE) + 2]++;
    for (uint32_t i = 2; i <= entries + 1; i++)
        m->forms_first[i] += m->forms_first[i - 1];
    for (uint32_t word = 0; word < m->words.count; word++)
        for (uint32_t i = m->kin_first.items[word]; i < m->kin_first.items[word + 1];
             i++)
            m->forms[m->forms_first[(m->kin.items[i] & ~DBN_KIN_BASE) + 1]++] = word;
    return DBN_OK;
}

static dbn_status
add_words(maker *m)
{
    const dbn_expansion *e = m->in->expansion;
    const dbn_automaton alphabet = {.head = &m->head};
    for (uint32_t i = 0, next; i < e->forms.count; i = next) {
        uint8_t symbols[DBN_SYMBOLS_WORD_MAX];
        const dbn_form *form = &e->forms.items[i];
        uint32_t traits = form->traits;
        dbn_word_record word = {.frequency = m->in->frequencies[i]};
        for (next = i + 1;
             next < e->forms.count && is_written_alike(form, &e->forms.items[next]);
             next++) {
            traits = join_traits(traits, e->forms.items[next].traits);
            if (m->in->frequencies[next] > word.frequency)
                word.frequency = m->in->frequencies[next];
        }
        uint32_t count =
            dbn_automaton_encode(symbols, &alphabet, (dbn_span){form->ptr, form->len});
        if (count == 0)
            continue;
        DBN_TRY(set_of(m, traits, &word.traits));
        DBN_TRY(add_path(m, symbols, count));
        DBN_TRY(dbn_vec_push(m->arena, &m->words, word));
        DBN_TRY(add_kin(m, i, next));
    }
    DBN_TRY(turn_kin(m));
    DBN_TRY(close_path(m, 0));
    return close_node(m, &m->path[0], &m->head.root);
}

static size_t
padded(size_t size)
{
    return (size + 7) & ~(size_t)7;
}

static uint64_t
hash_between(const void *beg, const void *end)
{
    const char *from = beg, *to = end;
    return dbn_file_hash(DBN_HASH_START, (dbn_span){from, (size_t)(to - from)});
}

static dbn_status
write_file(dbn_span *out, maker *m)
{
    uint32_t entries = m->in->expansion->entry_count;
    const struct {
        const void *from;
        size_t size;
    } parts[] = {{m->edges.items, m->edges.count * sizeof(uint32_t)},
                 {m->before.items, m->before.count * sizeof(uint32_t)},
                 {m->words.items, m->words.count * sizeof(dbn_word_record)},
                 {m->sets.items, m->sets.count * sizeof(uint32_t)},
                 {m->kin_first.items, m->kin_first.count * sizeof(uint32_t)},
                 {m->kin.items, m->kin.count * sizeof(uint32_t)},
                 {m->forms_first, ((size_t)entries + 1) * sizeof(uint32_t)},
                 {m->forms, m->kin.count * sizeof(uint32_t)},
                 {m->in->expansion->parts.items, entries}};
    size_t size = padded(sizeof m->head), at = size;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        size += padded(parts[i].size);
    char *bytes = dbn_arena_alloc(m->arena, size);
    if (bytes == NULL)
        return DBN_ERR_NOMEM;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (parts[i].size > 0)
            memcpy(bytes + at, parts[i].from, parts[i].size);
        at += padded(parts[i].size);
    }
    m->head.magic = MAGIC;
    m->head.key = m->in->key;
    m->head.is_open = m->in->is_open;
    m->head.edge_count = m->edges.count;
    m->head.word_count = m->words.count;
    m->head.set_count = m->sets.count;
    m->head.entry_count = entries;
    m->head.kinship_count = m->kin.count;
    dbn_automaton made;
    memcpy(bytes, &m->head, sizeof m->head);
    if (!dbn_automaton_open(&made, (dbn_span){bytes, size}, m->in->key))
        return dbn_fail(m->err, DBN_ERR_LIMIT, "a dictionary of more than %u words",
                        COUNT_MAX);
    m->head.checksum = hash_between(bytes + padded(sizeof m->head), made.kin_first);
    m->head.kin_checksum = hash_between(made.kin_first, made.parts + padded(entries));
    memcpy(bytes, &m->head, sizeof m->head);
    *out = (dbn_span){bytes, size};
    return DBN_OK;
}

static dbn_status
copy_elisions(maker *m)
{
    const dbn_expansion *e = m->in->expansion;
    m->head.elision_count = e->elision_count;
    for (uint32_t i = 0; i < e->elision_count; i++) {
        if (e->elisions[i].len >= sizeof m->head.elisions[0])
            return dbn_fail(m->err, DBN_ERR_LIMIT, "the elision '%.*s' is too long", 60,
                            e->elisions[i].ptr);
        memcpy(m->head.elisions[i], e->elisions[i].ptr, e->elisions[i].len);
    }
    return DBN_OK;
}

dbn_status
dbn_automaton_make(dbn_span *out, const dbn_automaton_input *in, dbn_arena *arena,
                   dbn_error *err)
{
    maker *m = dbn_arena_alloc(arena, sizeof *m);
    if (m == NULL)
        return DBN_ERR_NOMEM;
    *m = (maker){.in = in, .arena = arena, .err = err, .register_mask = (1U << 16) - 1};
    m->path = dbn_arena_alloc(arena, (DBN_SYMBOLS_WORD_MAX + 1) * sizeof *m->path);
    m->register_slots =
        dbn_arena_alloc(arena, (m->register_mask + 1) * sizeof *m->register_slots);
    if (m->path == NULL || m->register_slots == NULL)
        return DBN_ERR_NOMEM;
    DBN_TRY(make_alphabet(m));
    DBN_TRY(copy_elisions(m));
    DBN_TRY(dbn_vec_push(arena, &m->edges, DBN_EDGE_LAST)); /* node 0 has no edges */
    DBN_TRY(dbn_vec_push(arena, &m->before, 0));
    DBN_TRY(add_words(m));
    return write_file(out, m);
}

/* ---- using -------------------------------------------------------------------- */

/* The bytes of `count` numbers, cut off the file at *at. */
static const void *
cut(size_t *at, dbn_span file, size_t count, size_t size)
{
    const char *part = file.ptr + *at;
    *at += padded(count * size);
    return part;
}

bool
dbn_automaton_open(dbn_automaton *out, dbn_span file, uint64_t key)
{
    const dbn_automaton_head *head = (const void *)file.ptr;
    size_t at = padded(sizeof *head);
    if (file.len < at || head->magic != MAGIC || head->key != key ||
        head->edge_count == 0 || head->edge_count > EDGES_MAX ||
        head->root >= head->edge_count || head->word_count > COUNT_MAX ||
        head->entry_count > COUNT_MAX || head->kinship_count > COUNT_MAX ||
        head->set_count > SETS_MAX || head->elision_count > DBN_ELISIONS_MAX)
        return false;
    size_t edges = head->edge_count, words = head->word_count;
    size_t entries = head->entry_count, kin = head->kinship_count;
    size_t size = at + 2 * padded(edges * sizeof(uint32_t)) +
                  padded(words * sizeof(dbn_word_record)) +
                  padded(head->set_count * sizeof(uint32_t)) +
                  padded((words + 1) * sizeof(uint32_t)) +
                  2 * padded(kin * sizeof(uint32_t)) +
                  padded((entries + 1) * sizeof(uint32_t)) + padded(entries);
    if (file.len != size)
        return false;
    out->head = head;
    out->edges = cut(&at, file, edges, sizeof(uint32_t));
    out->before = cut(&at, file, edges, sizeof(uint32_t));
    out->words = cut(&at, file, words, sizeof(dbn_word_record));
    out->trait_sets = cut(&at, file, head->set_count, sizeof(uint32_t));
    out->kin_first = cut(&at, file, words + 1, sizeof(uint32_t));
    out->kin = cut(&at, file, kin, sizeof(uint32_t));
    out->forms_first = cut(&at, file, entries + 1, sizeof(uint32_t));
    out->forms = cut(&at, file, kin, sizeof(uint32_t));
    out->parts = cut(&at, file, entries, 1);
    return true;
}

bool
dbn_automaton_is_whole(const dbn_automaton *a, dbn_span file)
{
    return a->head->checksum ==
           hash_between(file.ptr + padded(sizeof *a->head), a->kin_first);
}

bool
dbn_automaton_kin_is_whole(const dbn_automaton *a)
{
    return a->head->kin_checksum ==
           hash_between(a->kin_first, a->parts + padded(a->head->entry_count));
}

uint8_t
dbn_automaton_symbol(const dbn_automaton *a, uint32_t code)
{
    if (code < DBN_ALPHABET_DIRECT)
        return a->head->symbols[code];
    for (uint32_t i = DBN_SYMBOLS_MAX - 1; i > 0; i--)
        if (a->head->codes[i] == code)
            return (uint8_t)i;
    return 0;
}

uint32_t
dbn_automaton_encode(uint8_t out[DBN_SYMBOLS_WORD_MAX], const dbn_automaton *a,
                     dbn_span word)
{
    uint32_t count = 0, len;
    for (size_t at = 0; at < word.len; at += len) {
        uint32_t code = dbn_utf8_decode(word, at, &len);
        uint8_t symbol = dbn_automaton_symbol(a, code);
        if (symbol == 0 || count == DBN_SYMBOLS_WORD_MAX)
            return 0;
        out[count++] = symbol;
    }
    return count;
}

uint32_t
dbn_automaton_edge(const dbn_automaton *a, uint32_t first, uint8_t symbol)
{
    if (first == 0)
        return DBN_NONE;
    for (uint32_t at = first;; at++) {
        uint32_t edge = a->edges[at];
        if (DBN_EDGE_SYMBOL(edge) == symbol)
            return at;
        if (DBN_EDGE_SYMBOL(edge) > symbol || (edge & DBN_EDGE_LAST) != 0)
            return DBN_NONE;
    }
}

uint32_t
dbn_automaton_find(const dbn_automaton *a, const uint8_t *symbols, uint32_t count)
{
    uint32_t number = 0, first = a->head->root;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t at = dbn_automaton_edge(a, first, symbols[i]);
        if (at == DBN_NONE)
            return DBN_NONE;
        bool ends = (a->edges[at] & DBN_EDGE_ENDS) != 0;
        number += a->before[at];
        if (i + 1 == count)
            return ends ? number : DBN_NONE;
        number += ends;
        first = DBN_EDGE_TARGET(a->edges[at]);
    }
    return DBN_NONE;
}
