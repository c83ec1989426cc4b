/*
 * article/dump.c - roles by wording and position.
 *
 * A dump is a list of blocks. Some say what they are wherever
 * they stand ("Par Prénom Nom", "© …", "Contenu partenaire"). Others say it only
 * where such things stand: names under a title, a bare date, "Dossier : …" at the
 * end. The header is what comes before the first block that is a sentence or more;
 * names and the day under that one belong to it, since many sites print them under the
 * lead.
 *
 * Everything is decided so that taking out what got a role and reading the rest
 * again finds nothing new:
 *  - the header ends at a block that stays, so it is the same header without what
 *    went, and what stands in it is asked of the block alone; what stands under the
 *    lead goes up to a block that stays and is nothing of that kind;
 *  - furniture that needs a second vote gets it from furniture beside it, in two
 *    sweeps that carry along, or from an end of the article, where "end" looks
 *    through all that goes;
 *  - a title goes only when a line found under it says that it is one, and what is
 *    first after it could not be a title itself.
 * Three passes over the blocks, no more.
 */
#include "article/draft.h"

/** Longer first lines need a by-line or a date under them to be titles: leads without
 * a full stop have ten words and more. */
#define BRIEF_WORDS 8U
#define BRIEF_BYTES 64U
/** A header holds a title and perhaps a heading or two; more short lines in a row are
 * a list, not a header. */
#define HEADER_TITLES_MAX 3U

static void
give(dbn_draft *draft, uint32_t i, dbn_role role, dbn_rule rule)
{
    dbn_block *block = dbn_draft_block(draft, i);
    block->role = (uint8_t)role;
    block->rule = rule;
    block->level = role == DBN_ROLE_TITLE ? 1 : 0;
    draft->traits[i].is_out = !dbn_role_is_text(role);
}

static bool
wants_vote(const dbn_trait *trait)
{
    return !trait->is_out && trait->rule != DBN_RULE_NONE &&
           trait->vote != DBN_VOTE_NONE;
}

static void
give_by_rule(dbn_draft *draft, uint32_t i)
{
    give(draft, i, draft->traits[i].role, draft->traits[i].rule);
}

/* What a block says of itself, wherever it stands. */
static void
label_anywhere(dbn_draft *draft)
{
    for (uint32_t i = 0; i < draft->count; i++) {
        const dbn_trait *trait = &draft->traits[i];
        if (trait->rule != DBN_RULE_NONE && trait->vote == DBN_VOTE_NONE)
            give_by_rule(draft, i);
        else if (trait->said == DBN_BYLINE_SAID)
            give(draft, i, DBN_ROLE_BYLINE, DBN_RULE_ARTICLE_BYLINE_BY);
        else if (trait->said == DBN_BYLINE_AGENCY)
            give(draft, i, DBN_ROLE_CREDIT, DBN_RULE_ARTICLE_CREDIT_AGENCY);
        else if (trait->said == DBN_BYLINE_CREDIT)
            give(draft, i, DBN_ROLE_CREDIT, DBN_RULE_ARTICLE_CREDIT_LINE);
    }
}

/* A short line in front of a picture's credit is its caption, once there has been
 * text: before it stand the title and the lead. One with its full stop may be a
 * sentence of the article, and stays. On a page markup has named the captions. */
static void
label_captions(dbn_draft *draft)
{
    bool after_text = false;
    for (uint32_t i = 0; !draft->in->is_page && i + 1 < draft->count; i++) {
        const dbn_trait *trait = &draft->traits[i], *next = &draft->traits[i + 1];
        bool is_credit = next->is_out &&
                         dbn_draft_block(draft, i + 1)->role == DBN_ROLE_CREDIT &&
                         next->said != DBN_BYLINE_AGENCY;
        if (trait->is_out)
            continue;
        if (is_credit && trait->is_caption && after_text)
            give(draft, i, DBN_ROLE_CAPTION, DBN_RULE_ARTICLE_CAPTION_CREDIT);
        else
            after_text |= trait->is_prose;
    }
}

/* Is a block something that is only asked for in a header? */
static bool
is_header_line(const dbn_trait *trait)
{
    return trait->is_date || trait->said == DBN_BYLINE_NAMES ||
           trait->said == DBN_BYLINE_FUNCTION;
}

/* The short line between a by-line and a date or a credit: "Le Fleuve libre, Berne".
 * Asked of the wording of its neighbours, before either is labelled. */
static bool
is_between_header_lines(const dbn_draft *draft, uint32_t i)
{
    const dbn_trait *trait = &draft->traits[i];
    dbn_role after;
    if (i == 0 || i + 1 >= draft->count || trait->is_out || !trait->is_title ||
        is_header_line(trait))
        return false;
    if (trait[-1].said != DBN_BYLINE_NAMES && trait[-1].said != DBN_BYLINE_SAID)
        return false;
    after = dbn_draft_block(draft, i + 1)->role;
    return trait[1].is_date ||
           (trait[1].is_out && (after == DBN_ROLE_DATE || after == DBN_ROLE_CREDIT));
}

/* Where the header ends: at the first block that stays and could be no title; 0 when
 * there is none, since a list of short lines has no header. */
static uint32_t
header_end(const dbn_draft *draft)
{
    uint32_t titles = 0;
    for (uint32_t i = 0; i < draft->count; i++) {
        const dbn_trait *trait = &draft->traits[i];
        if (trait->is_out || wants_vote(trait) || is_header_line(trait) ||
            is_between_header_lines(draft, i))
            continue;
        if (!trait->is_title || titles++ == HEADER_TITLES_MAX)
            return i;
    }
    return 0;
}

static void
label_header(dbn_draft *draft, uint32_t end)
{
    bool is_first = true;
    for (uint32_t i = 0; i < end; i++) {
        const dbn_trait *trait = &draft->traits[i];
        bool is_marked_heading =
            draft->in->is_page && dbn_draft_block(draft, i)->role == DBN_ROLE_HEADING;
        if (trait->is_out)
            continue;
        if (wants_vote(trait))
            give_by_rule(draft, i);
        else if (trait->is_date)
            give(draft, i, DBN_ROLE_DATE, DBN_RULE_ARTICLE_DATE_LINE);
        else if (!is_first && trait->said == DBN_BYLINE_NAMES && !is_marked_heading)
            give(draft, i, DBN_ROLE_BYLINE, DBN_RULE_ARTICLE_BYLINE_TITLE);
        else if ((!is_first && trait->said == DBN_BYLINE_FUNCTION) ||
                 is_between_header_lines(draft, i))
            give(draft, i, DBN_ROLE_FUNCTION, DBN_RULE_ARTICLE_FUNCTION);
        is_first &= trait->is_out;
    }
}

/* The last line of those under the lead that otherwise stand under a title: names,
 * functions and a day, without which they would be guessed. The lead itself where there
 * are none, or where more days follow: those are a diary's. */
static uint32_t
signature_end(const dbn_draft *draft, uint32_t lead)
{
    uint32_t end = lead, i = lead + 1;
    bool is_dated = false;
    if (draft->in->is_page || lead == 0 || lead >= draft->count)
        return lead;
    for (; i < draft->count; i++) {
        const dbn_trait *trait = &draft->traits[i];
        dbn_role role = (dbn_role)dbn_draft_block(draft, i)->role;
        if (!trait->is_out && !is_header_line(trait))
            break;
        is_dated |= trait->is_out ? role == DBN_ROLE_DATE : trait->is_date;
        end = i;
    }
    for (; i < draft->count; i++)
        if (!draft->traits[i].is_out && draft->traits[i].is_date)
            return lead;
    return is_dated ? end : lead;
}

static void
label_signature(dbn_draft *draft, uint32_t lead, uint32_t last)
{
    for (uint32_t i = lead + 1; i <= last; i++) {
        const dbn_trait *trait = &draft->traits[i];
        if (trait->is_out)
            continue;
        if (trait->is_date)
            give(draft, i, DBN_ROLE_DATE, DBN_RULE_ARTICLE_DATE_LINE);
        else if (trait->said == DBN_BYLINE_NAMES)
            give(draft, i, DBN_ROLE_BYLINE, DBN_RULE_ARTICLE_BYLINE_TITLE);
        else
            give(draft, i, DBN_ROLE_FUNCTION, DBN_RULE_ARTICLE_FUNCTION);
    }
}

static bool
is_furniture(const dbn_draft *draft, uint32_t i)
{
    return draft->traits[i].is_out &&
           dbn_draft_block(draft, i)->role == DBN_ROLE_FURNITURE;
}

/* Names between two lines of one kind of furniture are part of it: whom to call,
 * between "Contact presse" and an address. */
static bool
is_inside_furniture(const dbn_draft *draft, uint32_t i)
{
    const dbn_trait *trait = &draft->traits[i];
    return i > 0 && i + 1 < draft->count && is_furniture(draft, i + 1) &&
           trait[1].rule != DBN_RULE_NONE && trait[-1].rule == trait[1].rule &&
           (is_furniture(draft, i - 1) || wants_vote(&trait[-1]));
}

/* Furniture beside furniture, and what stands at the ends: furniture, a signature. */
static void
spread_furniture(dbn_draft *draft)
{
    uint32_t n = draft->count;
    for (uint32_t i = 1; i < n; i++)
        if (wants_vote(&draft->traits[i]) && is_furniture(draft, i - 1))
            give_by_rule(draft, i);
    for (uint32_t i = n; i-- > 1;)
        if (wants_vote(&draft->traits[i - 1]) && is_furniture(draft, i))
            give_by_rule(draft, i - 1);
    /* The start is also behind the first block, which may go as the title. */
    for (uint32_t i = 0, kept = 0; i < n && kept < 2; i++) {
        if (wants_vote(&draft->traits[i]))
            give_by_rule(draft, i);
        else if (!draft->traits[i].is_out)
            kept += draft->traits[i].is_title ? 1 : 2;
    }
    for (uint32_t i = n; i-- > 0;) {
        if (wants_vote(&draft->traits[i]))
            give_by_rule(draft, i);
        else if (!draft->traits[i].is_out && draft->traits[i].said == DBN_BYLINE_NAMES)
            is_inside_furniture(draft, i)
                ? give(draft, i, DBN_ROLE_FURNITURE, draft->traits[i + 1].rule)
                : give(draft, i, DBN_ROLE_BYLINE, DBN_RULE_ARTICLE_BYLINE_END);
        else if (!draft->traits[i].is_out)
            break;
    }
}

/* The first block from `i` on that stays; draft->count for none. */
static uint32_t
next_kept(const dbn_draft *draft, uint32_t i)
{
    while (i < draft->count && draft->traits[i].is_out)
        i++;
    return i;
}

/* Does a line that is only found under a title stand behind it, up to `last`? Only one
 * that this reading found: without it, whoever reads the output again would not. */
static bool
has_header_line(const dbn_draft *draft, uint32_t title, uint32_t last)
{
    for (uint32_t i = title + 1; i <= last; i++) {
        dbn_role role = (dbn_role)dbn_draft_block(draft, i)->role;
        bool is_new =
            dbn_role_is_text((dbn_role)draft->in->records->blocks.items[i].role);
        if (is_new && (role == DBN_ROLE_BYLINE || role == DBN_ROLE_FUNCTION ||
                       role == DBN_ROLE_DATE || role == DBN_ROLE_CREDIT))
            return true;
    }
    return false;
}

/* A few words without a question are a title and no lead. */
static bool
is_brief(const dbn_draft *draft, uint32_t i)
{
    dbn_span text = dbn_draft_text(draft, dbn_draft_block(draft, i)->range);
    uint32_t words = 1;
    for (size_t at = 0; at < text.len && at <= BRIEF_BYTES; at++)
        words += text.ptr[at] == ' ';
    return text.len <= BRIEF_BYTES && words <= BRIEF_WORDS &&
           !draft->traits[i].is_question;
}

/* The first short line is the title where it is brief, or a by-line or a date under it
 * says so, or under the lead, where a signature ends. Else it may as well be a lead
 * without its full stop: it names the article and stays. */
static void
label_title(dbn_draft *draft, uint32_t signature)
{
    uint32_t title = next_kept(draft, 0), next;
    if (title == draft->count || !draft->traits[title].is_title)
        return;
    next = next_kept(draft, title + 1);
    if (next == draft->count || draft->traits[next].is_title)
        return;
    if (is_brief(draft, title) ||
        has_header_line(draft, title, next < signature ? signature : next)) {
        give(draft, title, DBN_ROLE_TITLE, DBN_RULE_ARTICLE_TITLE_FIRST);
        return;
    }
    give(draft, title, DBN_ROLE_HEADING, DBN_RULE_ARTICLE_TITLE_UNCONFIRMED);
    dbn_draft_block(draft, title)->level = 1;
}

/* The first text is the lead when more follows. */
static void
label_lead(dbn_draft *draft)
{
    uint32_t first = next_kept(draft, 0);
    if (first < draft->count &&
        dbn_draft_block(draft, first)->rule == DBN_RULE_ARTICLE_TITLE_UNCONFIRMED)
        first = next_kept(draft, first + 1);
    if (first == draft->count || !draft->traits[first].is_prose)
        return;
    for (uint32_t i = first + 1; i < draft->count; i++)
        if (!draft->traits[i].is_out && draft->traits[i].is_prose) {
            give(draft, first, DBN_ROLE_LEAD, DBN_RULE_ARTICLE_LEAD_FIRST);
            return;
        }
}

/* A short line between two texts is a heading, one question too; more are those of
 * an interview. It stays in the text either way. */
static void
label_headings(dbn_draft *draft)
{
    bool is_open = false;
    uint32_t next, questions = 0;
    for (uint32_t i = 0; i < draft->count; i++)
        questions += !draft->traits[i].is_out && draft->traits[i].is_question;
    for (uint32_t i = next_kept(draft, 0); i < draft->count; i = next) {
        const dbn_trait *trait = &draft->traits[i];
        dbn_block *block = dbn_draft_block(draft, i);
        next = next_kept(draft, i + 1);
        if (next < draft->count && is_open && trait->is_title &&
            !(trait->is_question && questions > 1) && draft->traits[next].is_prose &&
            block->role == DBN_ROLE_PARAGRAPH) {
            give(draft, i, DBN_ROLE_HEADING, DBN_RULE_ARTICLE_HEADING_LINE);
            block->level = 2;
        }
        is_open = trait->is_prose;
    }
}

void
dbn_draft_label(dbn_draft *draft)
{
    label_anywhere(draft);
    label_captions(draft);
    uint32_t lead = header_end(draft), signature = signature_end(draft, lead);
    label_header(draft, lead);
    label_signature(draft, lead, signature);
    spread_furniture(draft);
    if (draft->in->is_page)
        return;
    label_title(draft, signature);
    label_lead(draft);
    label_headings(draft);
}
