import CKernels
import Glibc

/// Which instructions the kernels use, from less to more. Levels round the last bits of a sum
/// differently.
public enum ProcessorLevel: Int, Sendable, CaseIterable, Comparable {
  case portable = 0
  case avx2 = 1
  case avx512 = 2

  /// The environment variable that asks for a level below the processor's.
  public static let environmentVariable = "DCS_CPU"

  /// The highest level of this processor.
  public static var highest: ProcessorLevel { ProcessorLevel(dcs_processor_level()) }

  /// All levels that this processor can run.
  public static var available: [ProcessorLevel] { allCases.filter { $0 <= highest } }

  /// The level of the kernels called inside. Scoped: `ProcessorLevel.$current.withValue(.portable)
  /// { ... }`.
  @TaskLocal public static var current =
    (try? asked(getenv(environmentVariable).map { String(cString: $0) })) ?? highest

  /// The level that the variable's value asks for; nil asks for the highest. Throws for a word that
  /// is no level and for one that this processor has not.
  public static func asked(_ word: String?, highest: ProcessorLevel = highest)
    throws(ProcessorLevelError)
    -> ProcessorLevel
  {
    guard let word, !word.isEmpty else { return highest }
    guard let level = allCases.first(where: { $0.name == word }) else { throw .unknown(word) }
    guard level <= highest else { throw .missing(level, highest: highest) }
    return level
  }

  /// "portable", "avx2", "avx512"
  public var name: String { String(describing: self) }

  public static func < (left: ProcessorLevel, right: ProcessorLevel) -> Bool {
    left.rawValue < right.rawValue
  }

  /// The same for the kernels in C.
  package var kernel: dcs_level { dcs_level(UInt32(rawValue)) }

  private init(_ level: dcs_level) { self = Self(rawValue: Int(level.rawValue)) ?? .portable }
}

public enum ProcessorLevelError: Error, Equatable, CustomStringConvertible {
  case unknown(String)
  case missing(ProcessorLevel, highest: ProcessorLevel)

  public var description: String { description(asking: ProcessorLevel.environmentVariable) }

  /// The same for what else asks for a level.
  public func description(asking name: String) -> String {
    switch self {
    case .unknown(let word):
      "\(name)=\(word) is no level; there are "
        + ProcessorLevel.allCases.map(\.name).joined(separator: ", ")
    case .missing(let level, let highest):
      "\(name)=\(level.name), but this processor goes up to \(highest.name)"
    }
  }
}
