#include "match/house.h"
#include "match/rule.h"

#include "base/hash.h"
#include "base/message.h"
#include "lang/automaton.h"
#include "text/language_tag.h"

/* Patterns are ours or a newsroom's: one longer or deeper is a mistake. The longest of
 * ours, which lists participles and names, has 4 KB. */
#define PATTERN_MAX 8192U
#define NESTING_MAX 50U
/* Groups that a replacement may name, and the whole match: $0 to $9. */
#define TRIAL_GROUPS 10U

static const dbn_span any = {"any", 3};

/** "article.yaml" to "article"; empty for a file of another kind. */
static dbn_span
family_of(const char *file)
{
    dbn_span name = dbn_span_of(file);
    if (!dbn_span_ends(name, DBN_SPAN(".yaml")))
        return (dbn_span){file, 0};
    name.len -= sizeof ".yaml" - 1;
    return name;
}

static dbn_status
read_conventions(dbn_ruleset *rules, const char *folder, const char *lang,
                 dbn_error *err)
{
    dbn_yaml file;
    const char *path = dbn_path_join(&rules->arena, folder, "conventions.yaml");
    if (path == NULL)
        return dbn_load_nomem(err);
    dbn_status status = dbn_yaml_read(&file, path, &rules->arena, err);
    if (status == DBN_ERR_IO) { /* most languages have none */
        *err = (dbn_error){0};
        return DBN_OK;
    }
    DBN_TRY(status);
    return dbn_conventions_take(rules, &file, dbn_span_of(lang), err);
}

/** `only`: the one family that is wanted; empty for all. */
static dbn_status
read_folder(dbn_ruleset *rules, const char *dir, const char *lang, dbn_span only,
            dbn_error *err)
{
    dbn_arena *arena = &rules->arena;
    const char *folder = dbn_path_join(arena, dir, lang);
    const char *path = folder == NULL ? NULL : dbn_path_join(arena, folder, "rules");
    if (path == NULL)
        return dbn_load_nomem(err);
    DBN_TRY(read_conventions(rules, folder, lang, err));
    dbn_names files;
    dbn_status status = dbn_folder_names(&files, path, arena, err);
    if (status == DBN_ERR_USAGE) { /* most languages have no rules */
        *err = (dbn_error){0};
        return DBN_OK;
    }
    DBN_TRY(status);
    for (uint32_t i = 0; i < files.count; i++) {
        dbn_span family = family_of(files.items[i]);
        const char *name = dbn_path_join(arena, path, files.items[i]);
        if (name == NULL)
            return dbn_load_nomem(err);
        if (family.len == 0 || (only.len > 0 && !dbn_span_equal(family, only)))
            continue;
        dbn_yaml file;
        dbn_span bytes = {"", 0};
        DBN_TRY(dbn_file_read(&bytes, name, DBN_YAML_FILE_MAX, arena, err));
        DBN_TRY(dbn_yaml_parse(&file, name, bytes, arena, err));
        rules->key = dbn_file_hash(rules->key, bytes);
        DBN_TRY(dbn_rules_take(rules, &file, dbn_span_of(lang), family, err));
    }
    return DBN_OK;
}

dbn_status
dbn_rules_take_folder(dbn_ruleset *rules, const char *dir, dbn_span only,
                      dbn_error *err)
{
    dbn_names langs;
    DBN_TRY(dbn_folder_names(&langs, dir, &rules->arena, err));
    for (uint32_t i = 0; i < langs.count; i++)
        DBN_TRY(read_folder(rules, dir, langs.items[i], only, err));
    return DBN_OK;
}

static dbn_ruleset *
new_set(void)
{
    dbn_ruleset *rules = calloc(1, sizeof *rules);
    if (rules == NULL)
        return NULL;
    dbn_arena_init(&rules->arena, 0);
    rules->key = DBN_HASH_START;
    rules->limits = pcre2_compile_context_create(NULL);
    rules->trial = pcre2_match_context_create(NULL);
    rules->data = pcre2_match_data_create(TRIAL_GROUPS, NULL);
    if (rules->limits == NULL || rules->trial == NULL || rules->data == NULL) {
        dbn_ruleset_free(rules);
        return NULL;
    }
    pcre2_set_max_pattern_length(rules->limits, PATTERN_MAX);
    pcre2_set_parens_nest_limit(rules->limits, NESTING_MAX);
    pcre2_set_match_limit(rules->trial, DBN_RULE_STEPS_MAX / 10);
    pcre2_set_depth_limit(rules->trial, DBN_RULE_DEPTH_MAX);
    pcre2_set_heap_limit(rules->trial, DBN_RULE_HEAP_MAX);
    return rules;
}

/** Hand a set over where all went well, else free it. */
static dbn_status
hand_over(dbn_ruleset **out, dbn_ruleset *rules, dbn_status status)
{
    if (status != DBN_OK)
        dbn_ruleset_free(rules);
    *out = status == DBN_OK ? rules : NULL;
    return status;
}

dbn_status
dbn_ruleset_load_family(dbn_ruleset **out, const char *dir, dbn_span family,
                        dbn_error *err)
{
    *out = NULL;
    dbn_ruleset *rules = new_set();
    if (rules == NULL)
        return dbn_load_nomem(err);
    dbn_status status = dbn_rules_take_folder(rules, dir, family, err);
    if (status == DBN_OK)
        status = dbn_rules_try(rules, err);
    if (status == DBN_OK)
        status = dbn_groups_make(rules, err);
    return hand_over(out, rules, status);
}

/* dicts/builtin.yaml; a folder without it says nothing of the rules of C. */
static dbn_status
read_builtin(dbn_ruleset *rules, const char *dir, dbn_error *err)
{
    dbn_yaml file;
    const char *path = dbn_path_join(&rules->arena, dir, "builtin.yaml");
    if (path == NULL)
        return dbn_load_nomem(err);
    dbn_status status = dbn_yaml_read(&file, path, &rules->arena, err);
    if (status == DBN_ERR_IO) {
        *err = (dbn_error){0};
        return DBN_OK;
    }
    DBN_TRY(status);
    return dbn_rules_take_builtin(rules, &file, err);
}

dbn_status
dbn_ruleset_load(dbn_ruleset **out, const char *dir, const dbn_yaml *house,
                 const char *cache, dbn_error *err)
{
    *out = NULL;
    dbn_ruleset *rules = new_set();
    if (rules == NULL)
        return dbn_load_nomem(err);
    dbn_status status = dbn_rules_take_folder(rules, dir, (dbn_span){"", 0}, err);
    if (status == DBN_OK)
        status = read_builtin(rules, dir, err);
    if (status == DBN_OK)
        status = dbn_rules_try_once(rules, cache, err);
    if (status == DBN_OK && house != NULL)
        status = dbn_house_take(rules, house, err);
    if (status == DBN_OK)
        status = dbn_rules_try(rules, err);
    if (status == DBN_OK)
        status = dbn_groups_make(rules, err);
    return hand_over(out, rules, status);
}

dbn_status
dbn_ruleset_parse(dbn_ruleset **out, dbn_span bytes, dbn_error *err)
{
    *out = NULL;
    dbn_ruleset *rules = new_set();
    if (rules == NULL)
        return dbn_load_nomem(err);
    dbn_yaml file;
    dbn_status status = dbn_yaml_parse(&file, "rules", bytes, &rules->arena, err);
    if (status == DBN_OK)
        status = dbn_rules_take(rules, &file, DBN_SPAN("fr"), DBN_SPAN("article"), err);
    if (status == DBN_OK)
        status = dbn_rules_try(rules, err);
    if (status == DBN_OK)
        status = dbn_groups_make(rules, err);
    return hand_over(out, rules, status);
}

void
dbn_ruleset_free(dbn_ruleset *rules)
{
    if (rules == NULL)
        return;
    for (uint32_t i = 0; i < rules->loaded.count; i++) {
        rule *r = rules->loaded.items[i];
        pcre2_code *native = atomic_load(&r->native);
        if (native != r->code)
            pcre2_code_free(native);
        pcre2_code_free(r->code);
        for (uint32_t k = 0; k < r->parts.count; k++)
            dbn_part_release(r->parts.items[k]);
    }
    pcre2_compile_context_free(rules->limits);
    pcre2_match_context_free(rules->trial);
    pcre2_match_data_free(rules->data);
    dbn_arena_release(&rules->arena);
    free(rules);
}

static const rule *
rule_of(const dbn_ruleset *rules, dbn_rule id)
{
    if (id < DBN_RULE_DATA || id - DBN_RULE_DATA >= rules->loaded.count)
        return NULL;
    return rules->rules[id - DBN_RULE_DATA];
}

/* The same, or what is said of a rule of C. */
static const rule *
card_of(const dbn_ruleset *rules, dbn_rule id)
{
    if (id < DBN_RULE_DATA)
        return rules->builtin == NULL ? NULL : rules->builtin[id];
    return rule_of(rules, id);
}

const dbn_rule_info *
dbn_ruleset_builtin(const dbn_ruleset *rules, dbn_rule id)
{
    const rule *r = id < DBN_RULE_DATA ? card_of(rules, id) : NULL;
    return r == NULL ? NULL : &r->info;
}

const dbn_rule_info *
dbn_ruleset_rule(const dbn_ruleset *rules, dbn_rule id)
{
    const rule *r = rule_of(rules, id);
    return r == NULL ? NULL : &r->info;
}

uint32_t
dbn_ruleset_count(const dbn_ruleset *rules)
{
    return rules->loaded.count;
}

dbn_rule
dbn_ruleset_find(const dbn_ruleset *rules, dbn_span name)
{
    uint32_t low = 0, high = rules->loaded.count;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        int order = dbn_span_order(rules->rules[mid]->info.name, name);
        if (order == 0)
            return DBN_RULE_DATA + mid;
        if (order < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return DBN_RULE_NONE;
}

bool
dbn_rule_is_named(const dbn_rule_info *info, dbn_span wanted)
{
    return dbn_span_equal(info->family, wanted) ||
           (dbn_span_starts(info->name, wanted) &&
            (info->name.len == wanted.len || info->name.ptr[wanted.len] == '.'));
}

bool
dbn_ruleset_has_named(const dbn_ruleset *rules, dbn_span wanted)
{
    for (uint32_t i = 0; i < rules->loaded.count; i++)
        if (dbn_rule_is_named(&rules->loaded.items[i]->info, wanted))
            return true;
    /* of the rules of C those that a desk can do without */
    for (dbn_rule id = DBN_RULE_BILINGUAL_UNTRANSLATED;
         id <= DBN_RULE_BILINGUAL_TARGET_TWICE; id++) {
        const rule *r = card_of(rules, id);
        if (r != NULL && dbn_rule_is_named(&r->info, wanted))
            return true;
    }
    return false;
}

bool
dbn_ruleset_is_on(const dbn_ruleset *rules, dbn_rule id, const dbn_switch *switches,
                  uint32_t count)
{
    const rule *r = card_of(rules, id);
    for (uint32_t i = count; r != NULL && i > 0; i--)
        if (dbn_rule_is_named(&r->info, switches[i - 1].name))
            return switches[i - 1].is_on;
    return true;
}

dbn_severity
dbn_ruleset_severity(const dbn_ruleset *rules, dbn_rule id, const dbn_level *levels,
                     uint32_t count)
{
    const rule *r = card_of(rules, id);
    if (r == NULL)
        return DBN_SEVERITY_WARNING;
    for (uint32_t i = 0; i < count; i++)
        if (dbn_rule_is_named(&r->info, levels[i].name))
            return levels[i].severity;
    return r->info.severity;
}

dbn_rule
dbn_ruleset_of_code(const dbn_ruleset *rules, dbn_desk_code code, dbn_span lang)
{
    dbn_rule of_any = DBN_RULE_NONE;
    for (const rule *r = rules->of_code[code]; r != NULL; r = r->next_of_code) {
        if (dbn_span_equal(r->info.lang, lang))
            return r->info.id;
        if (dbn_span_equal(r->info.lang, DBN_SPAN("any")))
            of_any = r->info.id;
    }
    return of_any;
}

bool
dbn_ruleset_term(const dbn_ruleset *rules, dbn_rule id, uint32_t i, dbn_span *term,
                 dbn_span *instead)
{
    const rule *r = rule_of(rules, id);
    for (uint32_t k = 0; r != NULL && k < r->parts.count; k++) {
        const part *p = r->parts.items[k];
        if (p->term.len == 0 || i-- > 0)
            continue;
        *term = p->term;
        *instead =
            p->replacements.count == 0 ? (dbn_span){"", 0} : p->replacements.items[0];
        return true;
    }
    dbn_listed_term listed;
    if (!dbn_ruleset_listed(rules, id, i, &listed))
        return false;
    *term = listed.term;
    *instead = listed.count == 0 ? (dbn_span){"", 0} : listed.instead[0];
    return true;
}

bool
dbn_ruleset_listed(const dbn_ruleset *rules, dbn_rule id, uint32_t i,
                   dbn_listed_term *out)
{
    const rule *r = rule_of(rules, id);
    if (r == NULL || i >= r->listed.count)
        return false;
    *out = r->listed.items[i];
    return true;
}

dbn_span
dbn_ruleset_name(const dbn_ruleset *rules, dbn_rule id)
{
    const rule *r = rule_of(rules, id);
    return r == NULL ? dbn_rule_builtin_name(id) : r->info.name;
}

dbn_span
dbn_ruleset_example(const dbn_ruleset *rules, dbn_rule id, bool wrong, uint32_t i)
{
    const rule *r = card_of(rules, id);
    if (r == NULL)
        return (dbn_span){NULL, 0};
    const dbn_spans *examples = wrong ? &r->wrong : &r->left;
    return i < examples->count ? examples->items[i] : (dbn_span){NULL, 0};
}

dbn_span
dbn_ruleset_right(const dbn_ruleset *rules, dbn_rule id, uint32_t i)
{
    const rule *r = card_of(rules, id);
    return r == NULL || i >= r->right.count ? (dbn_span){NULL, 0} : r->right.items[i];
}

bool
dbn_rule_is_inside(dbn_span name, dbn_span place)
{
    return name.len >= place.len &&
           dbn_span_equal_ascii((dbn_span){name.ptr, place.len}, place) &&
           (name.len == place.len || name.ptr[place.len] == '-');
}

void
dbn_ruleset_near(const dbn_ruleset *rules, dbn_nearest *search)
{
    for (uint32_t i = 0; i < rules->loaded.count; i++) {
        const dbn_rule_info *info = &rules->rules[i]->info;
        dbn_nearest_try(search, info->family);
        dbn_nearest_try(search, info->name);
    }
}

dbn_span
dbn_ruleset_message(const dbn_ruleset *rules, dbn_rule id, dbn_span lang)
{
    const rule *r = card_of(rules, id);
    bool is_french = dbn_rule_is_inside(lang, DBN_SPAN("fr"));
    if (r == NULL)
        return dbn_span_of(dbn_message(is_french ? DBN_UI_FR : DBN_UI_EN,
                                       dbn_rule_builtin_message(id)));
    if (r->messages.count == 0)
        return (dbn_span){"", 0};
    for (uint32_t i = 0; i + 1 < r->messages.count; i += 2)
        if (dbn_rule_is_inside(lang, r->messages.items[i]))
            return r->messages.items[i + 1];
    return r->messages.items[1];
}

bool
dbn_ruleset_holds_for(const dbn_ruleset *rules, dbn_rule id, dbn_span name)
{
    const rule *r = rule_of(rules, id);
    bool holds = r != NULL && r->profiles.count == 0;
    for (uint32_t i = 0; r != NULL && i < r->profiles.count; i++)
        holds |= dbn_rule_is_inside(name, r->profiles.items[i]);
    return holds;
}

static void
set_start(rule *r, unsigned byte)
{
    r->starts[byte / 64] |= UINT64_C(1) << byte % 64;
}

static bool
can_start(const rule *r, unsigned byte)
{
    return (r->starts[byte / 64] >> byte % 64 & 1) != 0;
}

/** Note the bytes that a match can begin with. */
static void
find_starts(rule *r)
{
    const uint8_t *bitmap = NULL;
    uint32_t type = 0;
    if (r->code != NULL) { /* else anything */
        (void)pcre2_pattern_info(r->code, PCRE2_INFO_FIRSTBITMAP, &bitmap);
        (void)pcre2_pattern_info(r->code, PCRE2_INFO_FIRSTCODETYPE, &type);
    }
    if (type == 1) {
        uint32_t unit = 0;
        (void)pcre2_pattern_info(r->code, PCRE2_INFO_FIRSTCODEUNIT, &unit);
        set_start(r, unit & 0xFF);
        if (dbn_is_ascii_alpha((char)unit))
            set_start(r, (unit ^ 0x20) & 0xFF);
        return;
    }
    for (unsigned byte = 0; byte < 256; byte++)
        if (bitmap == NULL || (bitmap[byte / 8] & 1U << byte % 8) != 0)
            set_start(r, byte);
}

static dbn_status
index_group(group *g, const dbn_ruleset *rules, dbn_arena *arena, dbn_error *err)
{
    /* Two passes over the members: count, then fill, so that `by_byte` is exact. */
    uint32_t counts[257] = {0};
    for (uint32_t i = 0; i < g->members.count; i++)
        for (unsigned byte = 0; byte < 256; byte++)
            counts[byte + 1] += can_start(rules->rules[g->members.items[i]], byte);
    for (unsigned byte = 0; byte < 256; byte++)
        counts[byte + 1] += counts[byte];
    g->starts = dbn_arena_alloc(arena, sizeof counts);
    g->by_byte = dbn_arena_alloc(arena, counts[256] * sizeof *g->by_byte);
    if (g->starts == NULL || g->by_byte == NULL)
        return dbn_load_nomem(err);
    memcpy(g->starts, counts, sizeof counts);
    for (uint32_t i = 0; i < g->members.count; i++) {
        const rule *r = rules->rules[g->members.items[i]];
        for (unsigned byte = 0; byte < 256; byte++)
            if (can_start(r, byte))
                g->by_byte[counts[byte]++] = g->members.items[i];
        if (r->info.max > g->longest)
            g->longest = r->info.max;
    }
    return DBN_OK;
}

static dbn_status
add_members(group *g, const dbn_ruleset *rules, dbn_span lang, dbn_arena *arena)
{
    for (uint32_t i = 0; i < rules->loaded.count; i++) {
        const dbn_rule_info *info = &rules->loaded.items[i]->info;
        uint32_t place = info->id - DBN_RULE_DATA;
        if (!dbn_span_equal(info->family, g->family) ||
            !dbn_span_equal(info->lang, lang) ||
            rules->loaded.items[i]->pattern.len == 0)
            continue;
        if (info->is_block)
            DBN_TRY(dbn_vec_push(arena, &g->members, place));
        else
            DBN_TRY(dbn_vec_push(arena, &g->texts, place));
    }
    return DBN_OK;
}

static const group *
group_of(const dbn_ruleset *rules, dbn_span family, dbn_span lang)
{
    for (uint32_t i = 0; i < rules->groups.count; i++) {
        const group *g = rules->groups.items[i];
        if (dbn_span_equal(g->family, family) && dbn_span_equal_ascii(g->lang, lang))
            return g;
    }
    return NULL;
}

static dbn_status
make_group(dbn_ruleset *rules, dbn_span family, dbn_span lang, dbn_error *err)
{
    if (group_of(rules, family, lang) != NULL)
        return DBN_OK;
    dbn_arena *arena = &rules->arena;
    group *g = dbn_arena_alloc(arena, sizeof *g);
    if (g == NULL)
        return dbn_load_nomem(err);
    g->family = family;
    g->lang = lang;
    dbn_status status = add_members(g, rules, lang, arena);
    if (status == DBN_OK && !dbn_span_equal(lang, any))
        status = add_members(g, rules, any, arena);
    if (status != DBN_OK || dbn_vec_push(arena, &rules->groups, g) != DBN_OK)
        return dbn_load_nomem(err);
    return index_group(g, rules, arena, err);
}

static int
by_name(const void *a, const void *b)
{
    const rule *const *left = a;
    const rule *const *right = b;
    return dbn_span_order((*left)->info.name, (*right)->info.name);
}

/** Numbers go by name, so that they, and ties that they settle, do not change when a
 * file is put in another order. */
static dbn_status
number_rules(dbn_ruleset *rules, dbn_error *err)
{
    uint32_t count = rules->loaded.count;
    rules->rules = dbn_arena_alloc(&rules->arena, count * sizeof *rules->rules);
    if (rules->rules == NULL)
        return dbn_load_nomem(err);
    for (uint32_t i = 0; i < count; i++)
        rules->rules[i] = rules->loaded.items[i];
    if (count > 1)
        qsort(rules->rules, count, sizeof *rules->rules, by_name);
    for (uint32_t i = 0; i < count; i++) {
        rule *r = rules->rules[i];
        r->info.id = DBN_RULE_DATA + i;
        for (uint32_t k = 0; k < r->parts.count; k++)
            r->parts.items[k]->rule = i;
        find_starts(r);
    }
    return DBN_OK;
}

dbn_status
dbn_groups_make(dbn_ruleset *rules, dbn_error *err)
{
    DBN_TRY(number_rules(rules, err));
    for (uint32_t i = 0; i < rules->loaded.count; i++) {
        const dbn_rule_info *info = &rules->loaded.items[i]->info;
        DBN_TRY(make_group(rules, info->family, info->lang, err));
        DBN_TRY(make_group(rules, info->family, any, err));
    }
    return DBN_OK;
}

const group *
dbn_group_find(const dbn_ruleset *rules, dbn_span family, dbn_span lang)
{
    const group *own = group_of(rules, family, dbn_language_of(lang));
    return own != NULL ? own : group_of(rules, family, any);
}

bool
dbn_match_pcre2(char *version, size_t size)
{
    char whole[64]; /* "10.42 2022-12-11"; PCRE2 promises less than 24 */
    if (pcre2_config(PCRE2_CONFIG_VERSION, NULL) > (int)sizeof whole ||
        pcre2_config(PCRE2_CONFIG_VERSION, whole) <= 0)
        whole[0] = '\0';
    (void)snprintf(version, size, "%.*s", (int)strcspn(whole, " "), whole);
    return true;
}

bool
dbn_match_pcre2_jit(char *version, size_t size)
{
    uint32_t has_jit = 0;
    (void)snprintf(version, size, "%s", "");
    return pcre2_config(PCRE2_CONFIG_JIT, &has_jit) == 0 && has_jit != 0;
}
