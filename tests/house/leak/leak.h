/*
 * A header whose library keeps none of its promises: see ../CMakeLists.txt.
 */
#ifndef DBN_TESTS_HOUSE_LEAK_H
#define DBN_TESTS_HOUSE_LEAK_H

#define DBN_API __attribute__((visibility("default")))

/** Exported as declared. */
DBN_API int dbn_leak_open(void);

/** Declared, and defined nowhere. */
DBN_API const char *dbn_leak_count(int number, int count);

#endif
