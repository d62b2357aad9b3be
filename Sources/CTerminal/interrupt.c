#define _GNU_SOURCE  // sigaction under -std=c17
#include "CTerminal.h"

#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

static atomic_int interrupt_count;
static atomic_int was_continued;

static void note_continuation(int signal_number) {
  (void)signal_number;
  atomic_store(&was_continued, 1);
}

static void count_interrupt(int signal_number) {
  (void)signal_number;
  if (atomic_fetch_add(&interrupt_count, 1) >= 2) _exit(130);
}

void dcs_install_interrupt_handler(void) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = count_interrupt;  // without SA_RESTART: a blocked read returns with EINTR
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, NULL);
  action.sa_handler = note_continuation;
  action.sa_flags = SA_RESTART;
  sigaction(SIGCONT, &action, NULL);
}

int dcs_was_continued(void) { return atomic_exchange(&was_continued, 0); }

int dcs_interrupt_count(void) { return atomic_load(&interrupt_count); }

void dcs_clear_interrupts(void) { atomic_store(&interrupt_count, 0); }
