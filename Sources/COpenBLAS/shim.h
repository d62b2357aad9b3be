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

/// Cholesky factor of the symmetric n x n matrix a, in the triangle `uplo` of which it is given and
/// left. info is 0 when a is positive definite.
void dpotrf_(
    const char *uplo, const int *n, double *a, const int *lda, int *info, size_t uplo_length);

/// The inverse of a matrix whose Cholesky factor dpotrf has left, in the same triangle.
void dpotri_(
    const char *uplo, const int *n, double *a, const int *lda, int *info, size_t uplo_length);

/// Solves A X = B with the Cholesky factor of A; b has `columns` right sides of n numbers.
void dpotrs_(
    const char *uplo, const int *n, const int *columns, const double *a, const int *lda, double *b,
    const int *ldb, int *info, size_t uplo_length);
