#define _GNU_SOURCE  // struct winsize under -std=c17
#include <sys/ioctl.h>
#include <unistd.h>

#include "CTerminal.h"

int dcs_terminal_columns(int descriptor) {
  struct winsize size;
  return ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

int dcs_terminal_rows(int descriptor) {
  struct winsize size;
  return ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 ? size.ws_row : 24;
}
