#include "read/read.h"
