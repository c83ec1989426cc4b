/*
 * A program of somebody else, built against the installed library.
 */
#include <doublon.h>

#include <stdio.h>

int
main(void)
{
    puts(dbn_version());
    return 0;
}
