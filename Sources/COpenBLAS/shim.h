#pragma once
#include <cblas.h>
#include <stddef.h>

// OpenBLAS carries LAPACK, but Debian's headers do not declare it. Fortran: matrices are
// column-major, everything is passed by address, and the length of the text comes last.

/// Singular values and vectors of the m x n matrix a, which is overwritten: a = u diag(s) vt. info
/// is 0 when all went well.
void sgesdd_(
    const char *job, const int *m, const int *n, float *a, const int *lda, float *s, float *u,
    const int *ldu, float *vt, const int *ldvt, float *work, const int *work_length, int *whole,
    int *info, size_t job_length);
