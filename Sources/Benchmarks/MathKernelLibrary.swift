import CKernels
import Glibc

/// Intel's MKL as a peer, when its `libmkl_rt` can be loaded: `pip install mkl` gives one. dcs
/// itself never needs it.
/// SAFETY: a table of functions, written once.
public final class MathKernelLibrary: @unchecked Sendable {
  /// The environment variable that names the file, or a folder that has it.
  public static let environmentVariable = "DCS_MKL"

  let functions: OpaquePointer

  /// The first that loads: what the variable names, the environment that `Scripts/Peers/setup`
  /// makes, the system's.
  public convenience init?() {
    let asked = Self.variable(Self.environmentVariable)
    let cache = Self.variable("XDG_CACHE_HOME") ?? (Self.variable("HOME") ?? "") + "/.cache"
    let folders = [asked, cache + "/dcs/peers/lib"].compactMap { $0 }
    let names = ["libmkl_rt.so.2", "libmkl_rt.so.3", "libmkl_rt.so"]
    let paths =
      [asked].compactMap { $0 } + folders.flatMap { folder in names.map { folder + "/" + $0 } }
      + names
    for path in paths {
      if let functions = dcs_mkl_open(path) {
        self.init(functions)
        return
      }
    }
    return nil
  }

  private static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  private init(_ functions: OpaquePointer) { self.functions = functions }
}
