/*
 * tests/unit/test.h - what every cmocka program includes.
 */
#ifndef DBN_TESTS_UNIT_TEST_H
#define DBN_TESTS_UNIT_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#endif
