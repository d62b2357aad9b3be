#pragma once

/// Installs the Ctrl-C handler: each SIGINT is counted, the third uncleared one ends the process
/// with exit code 130.
void dcs_install_interrupt_handler(void);

/// How often Ctrl-C was pressed since the count was last cleared.
int dcs_interrupt_count(void);

/// Whether the process was stopped and goes on (Ctrl-Z, fg) since this was last asked.
int dcs_was_continued(void);

/// Forgets earlier presses.
void dcs_clear_interrupts(void);

/// Waits until `descriptor` takes output. 0 when Ctrl-C was pressed meanwhile and it took none for
/// another twentieth of a second: who reads the pipe waits, too.
int dcs_await_output(int descriptor);

/// How many characters fit on a line of the terminal behind `descriptor`; 80 when it does not say.
int dcs_terminal_columns(int descriptor);

/// How many lines the terminal behind `descriptor` shows; 24 when it does not say.
int dcs_terminal_rows(int descriptor);

/// How many processors this process may run on: mpirun binds its processes to few.
int dcs_allowed_processors(void);

