#include "leak.h"

int helper(void);
int dbn_secret(void);

int
helper(void)
{
    return 1;
}

int
dbn_secret(void)
{
    return 2;
}

int
dbn_leak_open(void)
{
    return helper() + dbn_secret();
}
