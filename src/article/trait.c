/*
 * article/trait.c - what the wording of a block says, wherever it stands.
 */
#include "article/draft.h"

#include "base/utf8.h"
#include "text/fold.h"

/** No rule of dicts/ looks at a longer block. */
#define RULE_BYTES 400U
/** Titles and headings are shorter: in bytes and in words. */
#define TITLE_BYTES 170U
#define TITLE_WORDS 18U
/** What ends in a full stop and is so long is a sentence. */
#define PLAIN_BYTES 60U
/** Captions that no markup names are shorter still. */
#define CAPTION_BYTES 140U

bool
dbn_draft_is_live(const dbn_block *block)
{
    return block->range.end > block->range.beg &&
           (block->flags & DBN_BLOCK_REMOVED) == 0 && dbn_role_is_text(block->role);
}

void
dbn_draft_label_learnt(dbn_draft *draft)
{
    dbn_blocks *blocks = &draft->article->records.blocks;
    for (uint32_t i = 0; draft->in->is_learnt != NULL && i < blocks->count; i++) {
        if (!draft->in->is_learnt[i] || !dbn_draft_is_live(&blocks->items[i]))
            continue;
        blocks->items[i].role = DBN_ROLE_FURNITURE;
        blocks->items[i].level = 0;
        blocks->items[i].rule = DBN_RULE_ARTICLE_LEARNT;
    }
}

static uint32_t
space_separated(const dbn_line *line)
{
    uint32_t words = 0;
    for (uint32_t i = 0; i < line->count; i++)
        words += i == 0 || (line->pieces[i].gap &
                            ~(uint32_t)(DBN_GAP_HYPHEN | DBN_GAP_APOSTROPHE)) != 0;
    return words;
}

/* A question or an exclamation can be a heading; a statement with its full stop, a
 * colon or dots cannot. */
static bool
ends_as_text(const dbn_line *line)
{
    const uint32_t marks = DBN_GAP_POINT | DBN_GAP_COMMA | DBN_GAP_COLON;
    size_t len = line->text.len;
    if ((line->tail & marks) != 0)
        return true;
    return len >= 3 && memcmp(line->text.ptr + len - 3, "\xE2\x80\xA6", 3) == 0;
}

/* "14 h 05", "3": labels of live pages and figures are no titles. */
static bool
has_words(const dbn_line *line)
{
    for (uint32_t i = 0; i < line->count; i++)
        if (!line->pieces[i].is_digits && line->pieces[i].letters >= 3 &&
            !dbn_line_piece_is(&line->pieces[i], DBN_WORD_HOUR))
            return true;
    return false;
}

/* "(actualisé à 17:32)": what says that something was changed, and the small word in
 * front of an hour. */
static bool
is_of_change(const dbn_line *line, uint32_t i)
{
    const dbn_line_piece *piece = &line->pieces[i];
    bool is_small = !piece->is_upper && piece->letters <= 3 && i + 1 < line->count &&
                    line->pieces[i + 1].is_digits;
    return is_small || dbn_line_piece_is(piece, DBN_WORD_LIVE);
}

static bool
is_bare_date(const dbn_line *line, const dbn_profile *profile)
{
    dbn_date date;
    dbn_date_place place;
    if (!dbn_date_of_line(&date, &place, line, 0, profile))
        return false;
    for (uint32_t i = 0; i < line->count; i++) {
        const dbn_line_piece *piece = &line->pieces[i];
        bool is_inside = i >= place.first && i <= place.last;
        if (!is_inside && !piece->is_digits &&
            !dbn_line_piece_is(piece,
                               DBN_WORD_STOP | DBN_WORD_WEEKDAY | DBN_WORD_HOUR) &&
            !(i > place.last && is_of_change(line, i)))
            return false;
    }
    return (line->tail & DBN_GAP_END) == 0;
}

dbn_rule
dbn_draft_rule(const dbn_draft *draft, dbn_span text)
{
    if (draft->in->matcher == NULL || draft->in->rules == NULL || text.len > RULE_BYTES)
        return DBN_RULE_NONE;
    return dbn_matcher_block(draft->in->matcher, DBN_SPAN("article"),
                             dbn_profile_lang(draft->profile), text);
}

/* Is a word beside a date one that stands beside the date of an article: small, or part
 * of a date or of a by-line? */
static bool
is_of_date_line(const dbn_line *line, uint32_t at)
{
    const uint32_t words = DBN_WORD_STOP | DBN_WORD_WEEKDAY | DBN_WORD_MONTH |
                           DBN_WORD_HOUR | DBN_WORD_BY | DBN_WORD_AND |
                           DBN_WORD_FUNCTION | DBN_WORD_AGENCY | DBN_WORD_PLACE;
    const dbn_line_piece *piece = &line->pieces[at];
    return piece->is_digits || dbn_line_piece_is(piece, words);
}

/* The first piece behind a label that its colon ends: "Última atualização: 3 de maio".
 */
static uint32_t
after_label(const dbn_line *line, dbn_date_place place)
{
    for (uint32_t i = place.first; i > 0; i--)
        if ((line->pieces[i].gap & DBN_GAP_COLON) != 0)
            return i;
    return 0;
}

bool
dbn_draft_tells_date(const dbn_draft *draft, const dbn_line *line, dbn_date_place place)
{
    dbn_rule rule = dbn_draft_rule(draft, line->text);
    if (rule != DBN_RULE_NONE &&
        dbn_ruleset_rule(draft->in->rules, rule)->role == DBN_ROLE_DATE)
        return false;
    if ((line->tail & DBN_GAP_END) != 0)
        return true;
    for (uint32_t i = after_label(line, place); i < line->count; i++) {
        const dbn_line_piece *piece = &line->pieces[i];
        bool is_inside = i >= place.first && i <= place.last;
        bool can_be_name = piece->is_upper && (line->tail & DBN_GAP_POINT) == 0;
        if (!is_inside && !is_of_date_line(line, i) && !can_be_name)
            return true;
    }
    return false;
}

static void
read_rule(dbn_trait *trait, const dbn_draft *draft, dbn_span text)
{
    const dbn_rule_info *info;
    trait->rule = dbn_draft_rule(draft, text);
    if (trait->rule == DBN_RULE_NONE)
        return;
    info = dbn_ruleset_rule(draft->in->rules, trait->rule);
    trait->role = (uint8_t)info->role;
    trait->vote = (uint8_t)info->vote;
    /* A date by its label is no sentence: a paragraph may start "Publié le 3 mai,
     * le rapport …". */
    if (info->role == DBN_ROLE_COUNT || dbn_role_is_text(info->role) ||
        (info->role == DBN_ROLE_DATE && trait->is_prose))
        trait->rule = DBN_RULE_NONE;
}

static void
read_line(dbn_trait *trait, const dbn_line *line, const dbn_profile *profile)
{
    dbn_byline byline;
    uint32_t words = space_separated(line);
    bool is_text = !line->is_whole || line->text.len > TITLE_BYTES ||
                   words > TITLE_WORDS || ends_as_text(line);
    trait->is_prose = is_text && (!line->is_whole || words >= 3);
    trait->is_title = !is_text && has_words(line);
    trait->is_question = trait->is_title &&
                         (dbn_span_ends(line->text, DBN_SPAN("?")) ||
                          (line->pieces[0].gap & (DBN_GAP_DASH | DBN_GAP_OTHER)) != 0);
    trait->is_caption = trait->is_title && !trait->is_question &&
                        (line->tail & DBN_GAP_END) == 0 &&
                        line->text.len <= CAPTION_BYTES;
    dbn_byline_read(&byline, line, profile);
    trait->said = (uint8_t)byline.kind;
    trait->is_date = is_bare_date(line, profile);
}

/* Most blocks are sentences, and need no cutting into words: whatever ends in a full
 * stop and is longer than a name, an agency or a day is prose. */
static bool
is_plain_prose(dbn_trait *trait, dbn_span text)
{
    if (text.len < PLAIN_BYTES ||
        (text.len <= DBN_LINE_BYTES && text.ptr[text.len - 1] != '.'))
        return false;
    trait->is_prose = true;
    return true;
}

dbn_status
dbn_draft_measure(dbn_draft *draft)
{
    const dbn_blocks *blocks = &draft->article->records.blocks;
    dbn_line line;
    draft->count = 0;
    draft->traits = dbn_arena_alloc(&draft->job->scratch,
                                    (size_t)blocks->count * sizeof *draft->traits);
    if (draft->traits == NULL)
        return dbn_job_nomem(draft->job);
    for (uint32_t i = 0; i < blocks->count; i++) {
        dbn_trait *trait = &draft->traits[draft->count];
        dbn_span text = dbn_draft_text(draft, blocks->items[i].range);
        if (!dbn_draft_is_live(&blocks->items[i]))
            continue;
        *trait = (dbn_trait){.block = i, .role = DBN_ROLE_COUNT};
        if (!is_plain_prose(trait, text)) {
            dbn_line_cut(&line, text, draft->profile);
            read_line(trait, &line, draft->profile);
        }
        read_rule(trait, draft, text);
        draft->count++;
    }
    return DBN_OK;
}
