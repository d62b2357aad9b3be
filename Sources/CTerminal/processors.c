#define _GNU_SOURCE  // sched_getaffinity under -std=c17
#include <sched.h>

#include "CTerminal.h"

int dcs_allowed_processors(void) {
  cpu_set_t allowed;
  return sched_getaffinity(0, sizeof allowed, &allowed) == 0 ? CPU_COUNT(&allowed) : 1;
}
