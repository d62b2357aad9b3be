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

  /// Kernels that stop the process on processors without these instructions.
  private static let needs: [ProcessorLevel: Set<String>] = [
    .avx512: ["skylakex", "cooperlake", "sapphirerapids"], .avx2: ["haswell", "zen", "excavator"],
  ]

  /// Why the kernels of that name cannot run on this processor; nil when they can, or are not asked
  /// for.
  public static func obstacle(
    to word: String?, highest: ProcessorLevel = .highest
  ) -> String? {
    guard let word, let level = needs.first(where: { $1.contains(word.lowercased()) })?.key,
      level > highest
    else { return nil }
    return "\(environmentVariable)=\(word) asks for \(level.name), but this processor goes up to "
      + highest.name
  }

  /// What to say when other kernels are used than those of that name; nil when all is as asked.
  public static func doubt(about word: String?, current: String = current) -> String? {
    guard let word, !word.isEmpty, word.lowercased() != current.lowercased() else { return nil }
    return "\(environmentVariable)=\(word) is none that this OpenBLAS has here; it uses \(current)"
  }

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
