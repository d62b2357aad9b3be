#include "CDeviceKernels.h"

static const char ptx[] = {
#embed "kernels.ptx"
    , 0};

const char *dcs_kernels_ptx(void) { return ptx; }
