import Datasets
import Foundation

/// Its path in the folders of `$DCS_DATA`.
func givenModel(_ name: String) -> String? {
  DatasetSearch(directory: nil).folders.map { "\($0)/\(name)" }.first {
    FileManager.default.fileExists(atPath: $0)
  }
}
