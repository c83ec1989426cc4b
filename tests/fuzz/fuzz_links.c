/*
 * tests/fuzz/fuzz_links.c - links lie in their sentences, in order, none twice; those
 * that both directions agree on are among those that are grown from them.
 * The input: lines of tokens, " ||| ", tokens of the translation.
 */
#include "align/align.h"
#include "base/utf8.h"

#include <assert.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Every sentence is read in many rounds: what breaks a linker is short. */
#define BYTES_MAX ((size_t)1 << 12)
#define LINES_MAX 64
/* Each token but the last has a space behind it. */
#define TOKENS_MAX (BYTES_MAX / 2 + LINES_MAX)

typedef struct side {
    dbn_span tokens[TOKENS_MAX];
    uint32_t first[LINES_MAX + 1];
    uint32_t count;
} side;

static void
add_tokens(side *out, dbn_span text)
{
    for (size_t at = 0; at < text.len;) {
        const char *space = memchr(text.ptr + at, ' ', text.len - at);
        size_t end = space == NULL ? text.len : (size_t)(space - text.ptr);
        if (end > at)
            out->tokens[out->count++] = (dbn_span){text.ptr + at, end - at};
        at = end + 1;
    }
}

/* Where the translation begins; the end of a line that has none. */
static size_t
bar_of(dbn_span line)
{
    for (size_t i = 0; i + 3 <= line.len; i++)
        if (memcmp(line.ptr + i, "|||", 3) == 0)
            return i;
    return line.len;
}

static uint32_t
read_lines(side *source, side *target, dbn_span text)
{
    uint32_t count = 0;
    source->count = target->count = 0;
    for (size_t at = 0; at < text.len && count < LINES_MAX; count++) {
        const char *feed = memchr(text.ptr + at, '\n', text.len - at);
        size_t end = feed == NULL ? text.len : (size_t)(feed - text.ptr);
        dbn_span line = {text.ptr + at, end - at};
        size_t bar = bar_of(line), behind = bar + 3 < line.len ? bar + 3 : line.len;
        source->first[count] = source->count;
        target->first[count] = target->count;
        add_tokens(source, (dbn_span){line.ptr, bar});
        add_tokens(target, (dbn_span){line.ptr + behind, line.len - behind});
        at = end + 1;
    }
    source->first[count] = source->count;
    target->first[count] = target->count;
    return count;
}

static void
check(const dbn_linked *linked, const dbn_link_input *in)
{
    assert(linked->first[0] == 0 && linked->first[in->count] == linked->links.count);
    for (uint32_t i = 0; i < in->count; i++) {
        uint32_t sources = in->source.first[i + 1] - in->source.first[i];
        uint32_t targets = in->target.first[i + 1] - in->target.first[i];
        assert(linked->first[i] <= linked->first[i + 1]);
        for (uint32_t k = linked->first[i]; k < linked->first[i + 1]; k++) {
            const dbn_word_link *link = &linked->links.items[k];
            assert(link->source < sources && link->target < targets);
            assert(k == linked->first[i] || link[-1].source < link->source ||
                   (link[-1].source == link->source && link[-1].target < link->target));
        }
    }
}

/* Every link of `few` is one of `many`: both are in order. */
static void
check_among(const dbn_linked *few, const dbn_linked *many, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        uint32_t at = many->first[i];
        for (uint32_t k = few->first[i]; k < few->first[i + 1]; k++) {
            while (at < many->first[i + 1] &&
                   memcmp(&many->links.items[at], &few->links.items[k],
                          sizeof(dbn_word_link)) != 0)
                at++;
            assert(at < many->first[i + 1]);
        }
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static side source, target;
    dbn_span text = {(const char *)data, size};
    if (size == 0 || size > BYTES_MAX || dbn_utf8_invalid_at(text, 0) != size)
        return 0;
    dbn_link_input in = {.count = read_lines(&source, &target, text)};
    in.source = (dbn_token_list){source.tokens, source.first};
    in.target = (dbn_token_list){target.tokens, target.first};
    /* The first pair of words is known, too. */
    dbn_align_entry entry = {source.tokens[0], target.tokens[0], 10};
    in.entries = &entry;
    in.entry_count = source.count > 0 && target.count > 0;
    dbn_linked both, grown;
    dbn_job job;
    dbn_job_init(&job, (size_t)256 << 20);
    in.symmetry = DBN_SYMMETRY_INTERSECT;
    if (dbn_align_link_words(&both, &in, &job) == DBN_OK) {
        check(&both, &in);
        in.symmetry = DBN_SYMMETRY_GROW;
        if (dbn_align_link_words(&grown, &in, &job) == DBN_OK) {
            check(&grown, &in);
            check_among(&both, &grown, in.count);
        }
    }
    dbn_job_release(&job);
    return 0;
}
