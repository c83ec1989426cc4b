/*
 * Frequencies.
 *
 * Texts of manuals have the common words of a language, and few of its forms:
 * commission, but not commissions. A form that nobody met is as frequent as its entry,
 * all forms together, times the share that its ending has in the entries that can have
 * it. So a plural comes before a subjunctive without anybody saying so.
 */
#include "lang/frequency.h"

#include <math.h>

#define UNMET_ENTRY 2.0  /* times in 10^8, of an entry whose forms nobody met */
#define SHARE_KNOWN 64.0 /* times that make a share more than a guess */
#define GUESS       0.05

static int
by_bytes(const void *left, const void *right)
{
    const dbn_form *a = left, *b = right;
    int order = memcmp(a->ptr, b->ptr, a->len < b->len ? a->len : b->len);
    if (order != 0 || a->len != b->len)
        return order != 0 ? order : (a->len > b->len) - (a->len < b->len);
    if (a->entry != b->entry)
        return a->entry < b->entry ? -1 : 1;
    return (a->ending > b->ending) - (a->ending < b->ending);
}

void
dbn_forms_sort(dbn_expansion *expansion)
{
    if (expansion->forms.count > 1)
        qsort(expansion->forms.items, expansion->forms.count,
              sizeof *expansion->forms.items, by_bytes);
}

uint8_t
dbn_frequency_next(dbn_span *line)
{
    dbn_span number = dbn_field_next(line);
    uint32_t frequency = 0;
    for (size_t i = 0; i < number.len && dbn_is_ascii_digit(number.ptr[i]); i++)
        frequency = (frequency * 10 + (uint32_t)(number.ptr[i] - '0')) % 256;
    return (uint8_t)frequency;
}

/* Lines of "12 word word …", as forms whose traits are the number. */
static dbn_status
read_file(dbn_expansion *out, dbn_span file, dbn_arena *arena)
{
    for (dbn_span line; dbn_line_next(&line, &file);) {
        uint8_t frequency = dbn_frequency_next(&line);
        dbn_span word = dbn_field_next(&line);
        for (; word.len > 0; word = dbn_field_next(&line)) {
            dbn_form form = {
                .ptr = word.ptr, .len = (uint32_t)word.len, .traits = frequency};
            DBN_TRY(dbn_vec_push(arena, &out->forms, form));
        }
    }
    dbn_forms_sort(out);
    return DBN_OK;
}

static bool
is_before(const dbn_form *a, const dbn_form *b)
{
    int order = memcmp(a->ptr, b->ptr, a->len < b->len ? a->len : b->len);
    return order != 0 ? order < 0 : a->len < b->len;
}

static double
times_of(uint8_t frequency)
{
    return frequency == 0 ? 0 : exp2(frequency / 2.0);
}

typedef struct shares {
    double *entries; /* how often all forms of the entry stand in texts */
    double *endings; /* the same of all forms with the ending … */
    double *able;    /* … and of the entries that have it */
} shares;

static double
estimate(const shares *s, const dbn_form *form)
{
    double entry = s->entries[form->entry];
    double share = (s->endings[form->ending] + GUESS * SHARE_KNOWN) /
                   (s->able[form->ending] + SHARE_KNOWN);
    return (entry > 0 ? entry : UNMET_ENTRY) * (share < 1 ? share : 1);
}

static void
count(shares *s, const dbn_expansion *expansion, const uint8_t *met)
{
    for (uint32_t i = 0; i < expansion->forms.count; i++)
        s->entries[expansion->forms.items[i].entry] += times_of(met[i]);
    for (uint32_t i = 0; i < expansion->forms.count; i++) {
        const dbn_form *form = &expansion->forms.items[i];
        s->endings[form->ending] += times_of(met[i]);
        s->able[form->ending] += s->entries[form->entry];
    }
}

dbn_status
dbn_frequencies_make(uint8_t **out, const dbn_expansion *expansion, dbn_span file,
                     dbn_arena *arena)
{
    dbn_expansion known = {0};
    shares s = {dbn_arena_alloc(arena, (expansion->entry_count + 1) * sizeof(double)),
                dbn_arena_alloc(arena, (expansion->ending_count + 1) * sizeof(double)),
                dbn_arena_alloc(arena, (expansion->ending_count + 1) * sizeof(double))};
    uint32_t at = 0;
    DBN_TRY(read_file(&known, file, arena));
    *out = dbn_arena_alloc(arena, expansion->forms.count + 1);
    if (s.entries == NULL || s.endings == NULL || s.able == NULL || *out == NULL)
        return DBN_ERR_NOMEM;
    for (uint32_t i = 0; i < expansion->forms.count; i++) {
        const dbn_form *form = &expansion->forms.items[i];
        while (at < known.forms.count && is_before(&known.forms.items[at], form))
            at++;
        if (at < known.forms.count && !is_before(form, &known.forms.items[at]))
            (*out)[i] = (uint8_t)known.forms.items[at].traits;
    }
    count(&s, expansion, *out);
    for (uint32_t i = 0; i < expansion->forms.count; i++) {
        double times = (*out)[i] > 0 ? 0 : estimate(&s, &expansion->forms.items[i]);
        if (times > 1)
            (*out)[i] = (uint8_t)lround(2 * log2(times));
    }
    return DBN_OK;
}
