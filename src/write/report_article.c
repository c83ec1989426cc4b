/* The left column: the article as it comes out. */
#include "write/report.h"

/* The element of a role, and its class. */
static dbn_span
element_of(dbn_role role)
{
    switch (role) {
    case DBN_ROLE_HEADING:
        return DBN_SPAN("h3");
    case DBN_ROLE_QUOTE:
        return DBN_SPAN("blockquote");
    case DBN_ROLE_CODE:
        return DBN_SPAN("pre");
    default:
        return DBN_SPAN("p");
    }
}

/* The style sheet shows it in the place of a bullet. */
static dbn_status
item_number(const report *r, const dbn_block *block)
{
    char number[40];
    if (block->role != DBN_ROLE_ITEM || (block->flags & DBN_BLOCK_NUMBERED) == 0)
        return DBN_OK;
    int len =
        snprintf(number, sizeof number, " data-number=\"%d\"", (int)block->number);
    return report_raw(r, (dbn_span){number, (size_t)len});
}

static dbn_status
article_block(report *r, uint32_t i)
{
    char name[32];
    const dbn_block *block = &r->blocks.items[i];
    dbn_range range = dbn_range_forward_to(r->doc->output, r->doc->page, block->range);
    dbn_span role = dbn_role_span((dbn_role)block->role);
    dbn_span element = element_of((dbn_role)block->role);
    (void)snprintf(name, sizeof name, "o %.*s", (int)role.len, role.ptr);
    DBN_TRY(report_raw(r, DBN_SPAN("<")));
    DBN_TRY(report_raw(r, element));
    DBN_TRY(report_attributes(r, name, i));
    DBN_TRY(item_number(r, block));
    DBN_TRY(dbn_html_lang(&r->voice, block->lang[0] == '\0' ? r->doc->lang
                                                            : dbn_block_lang(block)));
    DBN_TRY(report_raw(r, DBN_SPAN(">")));
    DBN_TRY(dbn_html_walk_part(&r->voice, &r->article, range));
    DBN_TRY(report_raw(r, DBN_SPAN("</")));
    DBN_TRY(report_raw(r, element));
    return report_raw(r, DBN_SPAN(">\n"));
}

dbn_status
report_article(report *r)
{
    bool is_empty = true;
    DBN_TRY(report_open_section(r, "article", "a", DBN_MESSAGE("Article")));
    for (uint32_t i = 0; i < r->blocks.count; i++) {
        if ((r->blocks.items[i].flags & DBN_BLOCK_KEPT) == 0)
            continue;
        DBN_TRY(article_block(r, i));
        is_empty = false;
    }
    if (is_empty) {
        DBN_TRY(report_raw(r, DBN_SPAN("<p class=\"none\">")));
        DBN_TRY(dbn_say(&r->voice, "Nothing of this page is an article."));
        DBN_TRY(report_raw(r, DBN_SPAN("</p>\n")));
    }
    return report_raw(r, DBN_SPAN("</section>\n"));
}
