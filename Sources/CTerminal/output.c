#include "CTerminal.h"

#include <errno.h>
#include <poll.h>

int dcs_await_output(int descriptor) {
  struct pollfd output = {.fd = descriptor, .events = POLLOUT};
  for (int tries_after_interrupt = 0; tries_after_interrupt < 2;) {
    int ready = poll(&output, 1, 20);
    // An error, too, ends the wait: the write then tells it.
    if (ready > 0 || (ready < 0 && errno != EINTR)) return 1;
    if (dcs_interrupt_count() > 0) tries_after_interrupt++;
  }
  return 0;
}
