// libFuzzer's driver and what a mutator calls, of which Swift has no header
// (compiler-rt/include/fuzzer/FuzzerInterface.h).
#pragma once
#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*test)(const uint8_t *data, size_t size));

// Changes `size` bytes in place, with room for `most`; gives how many there are then.
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t most);
