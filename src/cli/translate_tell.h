/*
 * cli/translate_tell.h - what `doublon translate` says of sentences.
 */
#ifndef DBN_CLI_TRANSLATE_TELL_H
#define DBN_CLI_TRANSLATE_TELL_H

#include <doublon/desk.h>
#include <doublon/translate.h>

/** Kinds of furniture that are told apart; the rest are counted together. */
#define DBN_TRANSLATE_KINDS_MAX 8U

/** Furniture of a file that stays. */
typedef struct dbn_translate_stays {
    struct {
        char name[32];
        uint32_t count;
    } kinds[DBN_TRANSLATE_KINDS_MAX]; /* in the order in which they were met */
    uint32_t kind_count;
    uint32_t count; /* of all, and of those that have no place there */
} dbn_translate_stays;

/** Say which sentence is left as it is, and why. */
void dbn_translate_tell_finding(const dbn_engine *engine, const char *path,
                                const dbn_translate_finding *finding);

/** Count a piece of furniture; another sentence is none. */
void dbn_translate_count_left(dbn_translate_stays *stays,
                              const dbn_translate_left *left);

/** Name what stays. */
void dbn_translate_tell_left(const char *path, const dbn_translate_left *left);

/** Say how much furniture stays, and of which kinds; nothing where there is none. */
void dbn_translate_tell_stays(const char *path, const dbn_translate_stays *stays);

#endif
