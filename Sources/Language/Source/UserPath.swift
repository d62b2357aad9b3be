import Glibc

/// Paths as users write them.
public enum UserPath {
  /// `~` and `$NAME` at the start stand for the home folder and for a variable of the environment.
  public static func expanded(_ path: String) -> String {
    let rest = path.prefix { $0 != "/" }
    let variable = rest == "~" ? "HOME" : rest.hasPrefix("$") ? String(rest.dropFirst()) : ""
    guard !variable.isEmpty, let value = getenv(variable) else { return path }
    return String(cString: value) + path.dropFirst(rest.count)
  }
}
