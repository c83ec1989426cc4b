#include "translate_tell.h"

#include "tell.h"

#include <stdio.h>
#include <string.h>

#define SHOWN_MAX  60U
#define REASON_MAX 200U

/* As much of a text as a line shows. */
static int
shown_len(dbn_span text)
{
    size_t len = text.len < SHOWN_MAX ? text.len : SHOWN_MAX;
    while (len < text.len && len > 0 && ((unsigned char)text.ptr[len] & 0xC0) == 0x80)
        len--;
    return (int)len;
}

/* The same with a space for each line end or tab: what is told is a line. */
static int
show(char out[SHOWN_MAX + 1], dbn_span text)
{
    int len = shown_len(text);
    for (int i = 0; i < len; i++)
        out[i] = (unsigned char)text.ptr[i] < ' ' ? ' ' : text.ptr[i];
    out[len] = '\0';
    return len;
}

/* What a rule says, with its name; of one that says nothing the name. */
static const char *
say_rule(const dbn_engine *engine, dbn_rule rule, char out[REASON_MAX])
{
    dbn_rule_card card;
    dbn_span name = rule == DBN_NONE ? (dbn_span){"", 0} : dbn_rule_name(engine, rule);
    bool has_card = rule != DBN_NONE &&
                    dbn_rule_describe(engine, rule, dbn_tell_language(), &card) &&
                    card.message.len > 0;
    if (has_card)
        (void)snprintf(out, REASON_MAX, "%.*s [%.*s]", (int)card.message.len,
                       card.message.ptr, (int)name.len, name.ptr);
    else
        (void)snprintf(out, REASON_MAX, "%.*s", (int)name.len, name.ptr);
    return out;
}

void
dbn_translate_tell_finding(const dbn_engine *engine, const char *path,
                           const dbn_translate_finding *finding)
{
    char rule[REASON_MAX] = "", shown[SHOWN_MAX + 1];
    int len = show(shown, finding->text);
    const char *reason = finding->reason == NULL
                             ? say_rule(engine, finding->rule, rule)
                             : dbn_ui_text(dbn_tell_ui(), finding->reason);
    dbn_tell("translate", "%s: %.*s/s%u is left as it is: %.*s: '%.*s'", path,
             (int)finding->unit.len, finding->unit.ptr, finding->segment,
             (int)strlen(reason), reason, len, shown);
}

/* ---- what stays ------------------------------------------------------------------ */

void
dbn_translate_count_left(dbn_translate_stays *stays, const dbn_translate_left *left)
{
    char name[sizeof stays->kinds[0].name];
    uint32_t at = 0;
    if (left->segment != 0)
        return;
    stays->count++;
    (void)snprintf(name, sizeof name, "%.*s", (int)left->role.len, left->role.ptr);
    while (at < stays->kind_count && strcmp(stays->kinds[at].name, name) != 0)
        at++;
    if (at == DBN_TRANSLATE_KINDS_MAX)
        return;
    if (at == stays->kind_count) {
        memcpy(stays->kinds[at].name, name, sizeof name);
        stays->kind_count++;
    }
    stays->kinds[at].count++;
}

void
dbn_translate_tell_left(const char *path, const dbn_translate_left *left)
{
    char shown[SHOWN_MAX + 1];
    int len = show(shown, left->text), name = (int)left->unit.len;
    if (left->segment == 0)
        dbn_tell("translate", "%s: %.*s: furniture stays: %.*s", path, name,
                 left->unit.ptr, len, shown);
    else
        dbn_tell("translate", "%s: %.*s/s%u: no translation: %.*s", path, name,
                 left->unit.ptr, left->segment, len, shown);
}

void
dbn_translate_tell_stays(const char *path, const dbn_translate_stays *stays)
{
    char kinds[DBN_TRANSLATE_KINDS_MAX * (sizeof stays->kinds[0].name + 14)] = "";
    size_t len = 0;
    for (uint32_t i = 0; i < stays->kind_count; i++) {
        int more =
            snprintf(kinds + len, sizeof kinds - len, "%s%s %u", i == 0 ? "" : ", ",
                     stays->kinds[i].name, stays->kinds[i].count);
        if (more < 0 || (size_t)more >= sizeof kinds - len)
            break;
        len += (size_t)more;
    }
    if (stays->count > 0)
        dbn_tell("translate", "%s: pieces of furniture left as they are: %u (%s)", path,
                 stays->count, kinds);
}
