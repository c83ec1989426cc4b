#include "match/selection.h"

static dbn_span
key_of(const dbn_ruleset *rules, const dbn_selection_options *o, dbn_span key)
{
    for (uint32_t i = 0; i < o->key_count; i++)
        if (dbn_span_equal(o->keys[i].key, key))
            return o->keys[i].value;
    return dbn_convention_find(rules, o->profile, key);
}

/* Does every convention that the rule names have one of the values it names? */
static bool
holds_when(const dbn_ruleset *rules, const rule *r, const dbn_selection_options *o)
{
    for (uint32_t i = 0; i + 1 < r->when.count; i += 2) {
        dbn_span key = r->when.items[i], value = key_of(rules, o, key);
        bool holds = false;
        for (uint32_t k = 0; k + 1 < r->when.count; k += 2)
            holds |= dbn_span_equal(r->when.items[k], key) &&
                     dbn_span_equal(r->when.items[k + 1], value);
        if (!holds)
            return false;
    }
    return true;
}

static bool
is_wanted(const dbn_ruleset *rules, const rule *r, const dbn_selection_options *o)
{
    const dbn_rule_info *info = &r->info;
    bool is_ours = dbn_rule_is_inside(o->profile, info->lang) ||
                   dbn_span_equal(info->lang, DBN_SPAN("any"));
    if (!is_ours || info->is_block || !holds_when(rules, r, o) ||
        !dbn_ruleset_holds_for(rules, info->id, o->profile))
        return false;
    if (dbn_span_equal(info->family, DBN_SPAN("protect")))
        return true;
    for (uint32_t i = o->switch_count; i > 0; i--)
        if (dbn_rule_is_named(info, o->switches[i - 1].name))
            return o->switches[i - 1].is_on;
    return !dbn_span_equal(info->family, DBN_SPAN("style")) &&
           !dbn_span_equal(info->family, DBN_SPAN("article"));
}

/* The parts of what is wanted that begin with a word, or the others. */
static dbn_status
add_parts(dbn_selection *s, bool at_word)
{
    for (uint32_t i = 0; i < s->rules->loaded.count; i++) {
        const rule *r = s->rules->rules[i];
        for (uint32_t k = 0; s->has[i] && k < r->parts.count; k++) {
            part *p = r->parts.items[k];
            if (!p->at_start && p->at_word == at_word)
                DBN_TRY(dbn_vec_push(&s->arena, &s->parts, p));
        }
    }
    return DBN_OK;
}

static dbn_status
fill(dbn_selection *s, const dbn_selection_options *o)
{
    uint32_t count = s->rules->loaded.count;
    s->has = dbn_arena_alloc(&s->arena, count);
    if (s->has == NULL)
        return DBN_ERR_NOMEM;
    for (uint32_t i = 0; i < count; i++) {
        const rule *r = s->rules->rules[i];
        s->has[i] = is_wanted(s->rules, r, o);
        for (uint32_t k = 0; s->has[i] && k < r->parts.count; k++)
            if (r->parts.items[k]->at_start)
                DBN_TRY(dbn_vec_push(&s->arena, &s->starters, r->parts.items[k]));
    }
    DBN_TRY(add_parts(s, true));
    return add_parts(s, false);
}

bool
dbn_selection_is_for(const dbn_selection *selection, const dbn_selection_options *o)
{
    const dbn_selection_options *own = &selection->options;
    if (!dbn_span_equal(own->profile, o->profile) || own->key_count != o->key_count ||
        own->switch_count != o->switch_count)
        return false;
    for (uint32_t i = 0; i < o->key_count; i++)
        if (!dbn_span_equal(own->keys[i].key, o->keys[i].key) ||
            !dbn_span_equal(own->keys[i].value, o->keys[i].value))
            return false;
    for (uint32_t i = 0; i < o->switch_count; i++)
        if (!dbn_span_equal(own->switches[i].name, o->switches[i].name) ||
            own->switches[i].is_on != o->switches[i].is_on)
            return false;
    return true;
}

/* NULL where no memory is left. */
static const dbn_switch *
copy_switches(dbn_arena *arena, const dbn_switch *switches, uint32_t count)
{
    dbn_switch *copies = dbn_arena_alloc(arena, (count + (size_t)1) * sizeof *copies);
    for (uint32_t i = 0; copies != NULL && i < count; i++) {
        copies[i] =
            (dbn_switch){dbn_arena_copy(arena, switches[i].name), switches[i].is_on};
        if (copies[i].name.ptr == NULL)
            return NULL;
    }
    return copies;
}

/* The caller's strings need not live as long as the selection. */
static dbn_status
keep_options(dbn_selection *s, const dbn_selection_options *o)
{
    dbn_house_key *keys =
        dbn_arena_alloc(&s->arena, (o->key_count + (size_t)1) * sizeof *keys);
    for (uint32_t i = 0; keys != NULL && i < o->key_count; i++) {
        keys[i].key = dbn_arena_copy(&s->arena, o->keys[i].key);
        keys[i].value = dbn_arena_copy(&s->arena, o->keys[i].value);
        if (keys[i].key.ptr == NULL || keys[i].value.ptr == NULL)
            return DBN_ERR_NOMEM;
    }
    s->options = *o;
    s->options.profile = dbn_arena_copy(&s->arena, o->profile);
    s->options.keys = keys;
    s->options.switches = copy_switches(&s->arena, o->switches, o->switch_count);
    bool has_all =
        s->options.profile.ptr != NULL && keys != NULL && s->options.switches != NULL;
    return has_all ? DBN_OK : DBN_ERR_NOMEM;
}

dbn_status
dbn_selection_new(dbn_selection **out, const dbn_ruleset *rules,
                  const dbn_selection_options *options, dbn_error *err)
{
    *out = NULL;
    dbn_selection *s = calloc(1, sizeof *s);
    if (s == NULL)
        return dbn_load_nomem(err);
    dbn_arena_init(&s->arena, 0);
    s->rules = rules;
    if (keep_options(s, options) != DBN_OK || fill(s, &s->options) != DBN_OK) {
        dbn_selection_free(s);
        return dbn_load_nomem(err);
    }
    *out = s;
    return DBN_OK;
}

void
dbn_selection_free(dbn_selection *selection)
{
    if (selection == NULL)
        return;
    dbn_arena_release(&selection->arena);
    free(selection);
}

bool
dbn_selection_has(const dbn_selection *selection, dbn_rule id)
{
    return id >= DBN_RULE_DATA && id - DBN_RULE_DATA < selection->rules->loaded.count &&
           selection->has[id - DBN_RULE_DATA];
}
