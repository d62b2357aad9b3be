import CKernels
import COpenBLAS

/// Which kernels OpenBLAS chose when it was loaded. An OpenBLAS older than the processor takes
/// those of 2004 ("Prescott") and is ten times slower than it could be; only the environment of a
/// new process can correct it.
public enum BLASCore {
  /// The environment variable that OpenBLAS reads while it is loaded.
  public static let environmentVariable = "OPENBLAS_CORETYPE"

  /// "SkylakeX", "Haswell", "Zen", "Prescott", ...
  public static var current: String { String(cString: openblas_get_corename()) }

  /// What the variable should say, when OpenBLAS chose kernels without AVX on a processor that has
  /// it.
  public static var better: String? {
    let withoutAVX: Set = [
      "Prescott", "Core2", "Penryn", "Dunnington", "Nehalem", "Atom", "Athlon", "Opteron",
      "Barcelona",
    ]
    guard withoutAVX.contains(current), let core = dcs_blas_core_of_processor() else { return nil }
    return String(cString: core)
  }
}
