import Datasets
import Foundation

/// Third-party models that a test can do without: files in the folders of `$DCS_DATA`
/// (Datasets/README.md).
enum GivenModels {
  static func path(_ name: String) -> String? {
    DatasetSearch(directory: nil).folders.map { "\($0)/\(name)" }.first {
      FileManager.default.fileExists(atPath: $0)
    }
  }

  static func has(_ names: String...) -> Bool { names.allSatisfy { path($0) != nil } }

  static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: path(name) ?? "/proc/nowhere/\(name)")))
  }

  static func text(_ name: String) throws -> String {
    String(decoding: try bytes(name), as: UTF8.self)
  }

  static let hasMNIST =
    (try? MNISTFamily.mnist.load(search: DatasetSearch(directory: nil), validationCount: 0)) != nil
}
