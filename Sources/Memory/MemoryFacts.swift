@preconcurrency import Glibc

/// What the kernel says about memory.
package enum MemoryFacts {
  /// Bytes of this process that are in memory; 0 where the kernel does not tell.
  package static var inUse: Int { inUse(content(of: "/proc/self/statm")) }

  /// The second number of `/proc/PID/statm` counts resident pages (proc_pid_statm(5)).
  package static func inUse(_ statm: String) -> Int {
    let fields = statm.split(separator: " ")
    guard fields.count > 1, let pages = Int(fields[1]) else { return 0 }
    return pages * Int(getpagesize())
  }

  private typealias Trim = @convention(c) (Int) -> Int32

  /// Gives what was freed back to the system. `malloc_trim` is an extension that Swift's Glibc
  /// module leaves out.
  static func giveBack() {
    guard let address = dlsym(nil, "malloc_trim") else { return }
    _ = unsafeBitCast(address, to: Trim.self)(0)
  }

  /// The machine's memory, or what the control group of this process may have of it.
  static var ofMachine: Int {
    min(installed, limits(of: content(of: "/proc/self/cgroup")).min() ?? .max)
  }

  private static var installed: Int {
    let line = content(of: "/proc/meminfo").split(separator: "\n").first {
      $0.hasPrefix("MemTotal:")
    }
    let number = line?.split(separator: " ").dropFirst().first.flatMap { Int($0) }
    return number.map { $0 << 10 } ?? 1 << 32
  }

  /// Of the control groups named in `/proc/self/cgroup` and of those around them; "max" is no
  /// limit. In a container the group is the root of what is mounted.
  package static func limits(of groups: String, root: String = "/sys/fs/cgroup") -> [Int] {
    groups.split(separator: "\n").flatMap { line -> [Int] in
      let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard fields.count == 3,
        fields[1].isEmpty || fields[1].split(separator: ",").contains("memory")
      else { return [] }
      let isUnified = fields[1].isEmpty
      let folder = isUnified ? root : root + "/memory"
      let name = isUnified ? "memory.max" : "memory.limit_in_bytes"
      return enclosing(String(fields[2])).compactMap { group in
        Int(content(of: "\(folder)\(group)/\(name)").filter { !$0.isWhitespace })
      }
    }
  }

  /// "/a/b", "/a", "".
  private static func enclosing(_ group: String) -> [String] {
    var groups = [""]
    for part in group.split(separator: "/") {
      groups.append("\(groups[groups.count - 1])/\(part)")
    }
    return groups.reversed()
  }

  /// A few bytes of text from the kernel; "" when there is no such file.
  private static func content(of path: String) -> String {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return "" }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = read(file, &bytes, bytes.count)
    return count > 0 ? String(decoding: bytes[..<count], as: UTF8.self) : ""
  }
}
