/*
 * The installed headers as a C++ program sees them: each by itself, then used.
 */
#include <doublon/types.h>

#include <doublon.h>
#include <doublon/corpus.h>

#include <cstring>

int
main()
{
    const char text[] = "a text";
    dbn_input input = {};
    input.bytes.ptr = text;
    input.bytes.len = sizeof text - 1;
    dbn_part part;
    return dbn_part_at(0, &part) && std::strlen(dbn_version()) > 0 &&
                   DBN_ROLE_BIT(DBN_ROLE_LEAD) != 0 && input.charset.len == 0
               ? 0
               : 1;
}
