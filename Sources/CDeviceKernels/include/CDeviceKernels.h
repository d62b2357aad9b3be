#ifndef CDEVICEKERNELS_H
#define CDEVICEKERNELS_H

/// kernels.ptx, which Scripts/Peers/ptx.py makes from kernels.cu, with a zero at its end.
const char *dcs_kernels_ptx(void);

#endif
