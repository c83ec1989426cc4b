/*
 * read/html_roles.c - what an element means for the text in it: the role and the level
 * of its blocks, the zones it stands in, whether it hides, and what it groups.
 */
#include "read/html_builder.h"

#define ELEMENT(name) DBN_HTML_##name##_ELEMENT

/* Roles that text directly inside an element has. */
static void
set_role(dbn_html_open *open, unsigned flags)
{
    switch ((dbn_html_name)open->element) {
    case ELEMENT(H1):
    case ELEMENT(H2):
    case ELEMENT(H3):
    case ELEMENT(H4):
    case ELEMENT(H5):
    case ELEMENT(H6):
        if (open->role != DBN_ROLE_CAPTION) {
            open->role = DBN_ROLE_HEADING;
            open->level = (uint8_t)(open->element - ELEMENT(H1) + 1);
        }
        return;
    case ELEMENT(LI):
    case ELEMENT(DT):
    case ELEMENT(DD):
        open->role = DBN_ROLE_ITEM;
        break;
    case ELEMENT(BLOCKQUOTE):
        open->role = DBN_ROLE_QUOTE;
        break;
    case ELEMENT(FIGCAPTION):
    case ELEMENT(CAPTION):
        open->role = DBN_ROLE_CAPTION;
        break;
    case ELEMENT(TD):
    case ELEMENT(TH):
        open->role = DBN_ROLE_CELL;
        break;
    case ELEMENT(P):
        if (open->role == DBN_ROLE_CELL)
            open->role = DBN_ROLE_PARAGRAPH;
        return;
    default:
        if ((flags & DBN_HTML_FLAG_SECTION) == 0)
            return;
        open->role = DBN_ROLE_PARAGRAPH;
    }
    open->level = 0;
}

/* Some pages hide their own article until a script has looked at the reader: what
 * stands in the article and says that it is the body, or behind the paywall, stays, in
 * a zone of its own. `around` are the words of all elements around it. */
static bool
is_held_back(const dbn_html_open *open, uint64_t own, uint64_t around)
{
    uint64_t body = DBN_CLASS_BIT(BODY);
    uint64_t wanted = body | DBN_CLASS_BIT(PAYWALL);
    uint64_t others = DBN_CLASS_BIT(NAV) | DBN_CLASS_BIT(SHARE) |
                      DBN_CLASS_BIT(RELATED) | DBN_CLASS_BIT(AD) |
                      DBN_CLASS_BIT(COOKIE) | DBN_CLASS_BIT(NEWSLETTER) |
                      DBN_CLASS_BIT(COMMENT) | DBN_CLASS_BIT(FOOTER);
    bool is_inside =
        (open->zones & (DBN_ZONE_ARTICLE | DBN_ZONE_MAIN)) != 0 || (around & body) != 0;
    return is_inside && (own & wanted) != 0 && ((own | around) & others) == 0;
}

static void
set_traits(dbn_html_builder *b, dbn_html_open *open, unsigned flags)
{
    dbn_html_traits traits =
        b->hidden != 0 ? (dbn_html_traits){0}
                       : dbn_html_traits_of(&b->tokens, b->profiles, &b->cache);
    b->has_hidden |= traits.is_hidden;
    if (traits.is_hidden &&
        (b->keeps_hidden || is_held_back(open, traits.words, open->words))) {
        traits.is_hidden = false;
        traits.zones |= DBN_ZONE_HIDDEN;
    }
    open->own_words = traits.words;
    open->dress = traits.dress ^ open->element;
    if ((flags & DBN_HTML_FLAG_CONTAINER) != 0)
        open->setting = open->dress;
    open->words |= traits.words;
    open->zones |= traits.zones;
    if (open->is_block || (flags & DBN_HTML_FLAG_BARRIER) != 0)
        open->zones |= dbn_html_element_of(open->element)->zones;
    open->is_hidden = traits.is_hidden || (flags & DBN_HTML_FLAG_HIDDEN) != 0 ||
                      (open->is_foreign && (flags & DBN_HTML_FLAG_HIDDEN_FOREIGN) != 0);
    if (open->is_hidden && b->hidden == 0)
        b->hidden = b->open.count - 1;
}

/* The element is a container of its own, inside the one that it was opened in. */
static dbn_status
add_container(dbn_html_builder *b, dbn_html_open *open)
{
    dbn_containers *containers = &b->records->containers;
    uint32_t outer = open->container;
    open->container = containers->count;
    return dbn_vec_push(&b->job->arena, containers, outer);
}

static dbn_status
set_groups(dbn_html_builder *b, dbn_html_open *open, unsigned flags)
{
    if ((flags & DBN_HTML_FLAG_CONTAINER) != 0)
        DBN_TRY_PUSH(b->job, add_container(b, open));
    if ((flags & DBN_HTML_FLAG_LIST) != 0 && open->lists < UINT8_MAX)
        open->lists++;
    DBN_TRY_PUSH(b->job, dbn_html_list_number(b, open));
    if ((flags & DBN_HTML_FLAG_GROUP) != 0) {
        open->outer_group = open->group;
        open->group = b->open.count - 1;
        open->first_block = DBN_NONE;
    }
    if (open->element == ELEMENT(PRE) || open->element == ELEMENT(LISTING) ||
        open->element == ELEMENT(XMP) || open->element == ELEMENT(PLAINTEXT))
        open->is_pre = true;
    if (open->element == ELEMENT(PRE))
        open->is_code |= dbn_html_is_code_ahead(b->tokens.text, open->tag.end);
    if (open->is_pre &&
        (open->element == ELEMENT(CODE) || open->element == ELEMENT(SAMP)))
        open->is_code = true;
    return DBN_OK;
}

dbn_status
dbn_html_element_means(dbn_html_builder *b, dbn_html_open *open, bool in_foreign)
{
    unsigned flags = dbn_html_element_of(open->element)->flags;
    set_traits(b, open, flags);
    if (!in_foreign) {
        set_role(open, flags);
        dbn_html_cell_column(b, open);
    }
    return set_groups(b, open, flags);
}
