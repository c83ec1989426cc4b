/*
 * check/check.c - all of a text's findings, and which of them are silenced.
 *
 * Every block is scanned once for the rules of all families together; those of the
 * family `protect` come out of the same scan. Then what is protected, quoted, or
 * followed by [sic] falls away, and so does what a rule's guard does not let pass.
 */
#include "check/desk.h"

#include "base/utf8.h"

static bool
is_family(const dbn_rule_info *info, dbn_span family)
{
    return info != NULL && dbn_span_equal(info->family, family);
}

/* A finding of the rule of `code` with its fixes, unless nobody wants it. */
static dbn_status
add(desk *d, dbn_desk_code code, const dbn_finding *place, const dbn_span *instead,
    uint32_t count)
{
    dbn_rule rule =
        dbn_ruleset_of_code(d->in->rules, code, dbn_profile_lang(d->profile));
    if (!dbn_selection_has(d->in->selection, rule))
        return DBN_OK;
    dbn_finding finding = *place;
    finding.rule = rule;
    finding.first_fix = d->out->fixes.count;
    finding.fix_count = count;
    for (uint32_t i = 0; i < count; i++)
        DBN_TRY_PUSH(d->job, dbn_fixes_replace(&d->out->fixes, &d->job->arena,
                                               finding.range, instead[i], rule));
    DBN_TRY_PUSH(d->job, dbn_vec_push(&d->job->arena, &d->out->findings, finding));
    return DBN_OK;
}

dbn_status
desk_add(desk *d, dbn_desk_code code, dbn_range range, dbn_range other,
         dbn_span instead)
{
    dbn_finding place = {.range = range, .other = other};
    return add(d, code, &place, &instead, instead.ptr != NULL);
}

dbn_status
desk_add_several(desk *d, dbn_desk_code code, dbn_range range, const dbn_span *instead,
                 uint32_t count)
{
    dbn_finding place = {.range = range};
    return add(d, code, &place, instead, count);
}

bool
desk_is_read(const dbn_block *block)
{
    return block->role != DBN_ROLE_CODE && block->role != DBN_ROLE_FURNITURE &&
           dbn_range_len(block->range) > 0;
}

/* Scan every block; what the family `protect` found goes to its list. */
static dbn_status
scan(desk *d)
{
    const dbn_blocks *blocks = &d->in->records->blocks;
    dbn_findings found = {0};
    const dbn_scan_output out = {&found, &d->out->fixes, &d->job->arena};
    dbn_scanner_reset(d->in->scanner);
    for (uint32_t i = 0; i < blocks->count; i++)
        if (desk_is_read(&blocks->items[i]))
            DBN_TRY_PUSH(d->job, dbn_scan_block(&out, d->in->scanner, d->in->selection,
                                                d->text, blocks->items[i].range));
    d->out->given_up = dbn_scanner_given_up(d->in->scanner);
    for (uint32_t i = 0; i < found.count; i++) {
        const dbn_finding *f = &found.items[i];
        const dbn_rule_info *info = dbn_ruleset_rule(d->in->rules, f->rule);
        if (is_family(info, DBN_SPAN("protect")))
            DBN_TRY_PUSH(d->job,
                         dbn_vec_push(&d->job->scratch, &d->protected, f->range));
        else
            DBN_TRY_PUSH(d->job, dbn_vec_push(&d->job->arena, &d->out->findings, *f));
    }
    return DBN_OK;
}

/* "[sic]" behind a word: the writer knows. */
static bool
is_sic(const desk *d, dbn_range range)
{
    dbn_span rest = {d->text.ptr + range.end, d->text.len - range.end};
    if (rest.len > 0 && rest.ptr[0] == ' ') {
        rest.ptr++;
        rest.len--;
    }
    return dbn_span_starts(rest, DBN_SPAN("[sic")) ||
           dbn_span_starts(rest, DBN_SPAN("(sic"));
}

/* A space is about what stands behind it: ";-)" keeps the one before it. */
static bool
is_protected(const desk *d, dbn_range range)
{
    if (range.end > range.beg && d->text.ptr[range.end - 1] == ' ' &&
        range.end < d->text.len)
        range.end++;
    return desk_is_in(&d->protected, range);
}

static bool
is_silenced(const desk *d, const dbn_finding *f)
{
    const dbn_rule_info *info = dbn_ruleset_rule(d->in->rules, f->rule);
    if (is_protected(d, f->range) || is_sic(d, f->range))
        return true;
    return (is_family(info, DBN_SPAN("style")) ||
            is_family(info, DBN_SPAN("grammar"))) &&
           desk_is_in(&d->quoted, f->range);
}

/* Without what is silenced, and without what its guard does not let pass. */
static void
sieve(desk *d)
{
    dbn_findings *findings = &d->out->findings;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < findings->count; i++) {
        dbn_finding f = findings->items[i];
        if (!is_silenced(d, &f) && desk_guard_holds(d, &f))
            findings->items[kept++] = f;
    }
    findings->count = kept;
}

static dbn_status
check_contradictions(desk *d)
{
    const dbn_contradictions *all = d->in->contradictions;
    for (uint32_t i = 0; all != NULL && i < all->count; i++)
        DBN_TRY(desk_add(d, DBN_CODE_CONTRADICTION, all->items[i].b, all->items[i].a,
                         (dbn_span){NULL, 0}));
    return DBN_OK;
}

static dbn_status
run(desk *d)
{
    DBN_TRY(scan(d));
    DBN_TRY(desk_protect(d));
    desk_join(&d->protected);
    DBN_TRY(desk_find_quotations(d));
    DBN_TRY(desk_check_pairs(d));
    DBN_TRY(desk_check_repeated(d));
    DBN_TRY(desk_check_dates(d));
    DBN_TRY(desk_check_names(d));
    DBN_TRY(desk_check_house(d));
    DBN_TRY(desk_check_spelling(d));
    DBN_TRY(check_contradictions(d));
    sieve(d);
    dbn_findings_sort(&d->out->findings);
    return DBN_OK;
}

dbn_status
dbn_check_run(dbn_check *out, const dbn_check_input *in, const dbn_profile *profile,
              dbn_job *job)
{
    dbn_arena_mark mark = dbn_arena_save(&job->scratch);
    desk d = {.in = in,
              .profile = profile,
              .job = job,
              .text = in->records->view->text,
              .out = out};
    d.quotes = dbn_profile_quotes(profile, &d.quote_count);
    *out = (dbn_check){0};
    dbn_status status = run(&d);
    dbn_arena_rewind(&job->scratch, mark);
    return status;
}

bool
dbn_check_is_safe(const dbn_ruleset *rules, const dbn_finding *finding)
{
    const dbn_rule_info *info = dbn_ruleset_rule(rules, finding->rule);
    return info != NULL && finding->fix_count > 0 && info->fix != DBN_FIX_NONE;
}
