import Language
import ModelExchange
import Tensors

/// A file that is to be written and, for a model that is larger than its format allows, the file
/// beside it that holds its numbers.
struct OutputFiles {
  let bytes: [UInt8]
  var data: ONNXDataFile?

  /// Follows the model's name.
  static let dataEnding = ".data"

  /// Of the file beside the one at `path`.
  func dataPath(_ path: String) -> String { path + Self.dataEnding }

  /// `monitor` is told of the bytes of the larger file.
  func write(to path: String, _ monitor: WorkMonitor<WorkDone>) throws {
    guard let data else { return try OutputFile.write(bytes, to: path) }
    let path = UserPath.expanded(path)
    try OutputFile.onFirstRank {
      try OutputFile.prepareFolder(of: path)
      // Both files are complete before one of them gets its name, the data first: whoever sees the
      // model finds its numbers, and a disk that is full leaves what was there.
      try AtomicFile.write(to: path) { appendModel in
        try AtomicFile.write(to: dataPath(path)) { append in
          var done = 0
          try data.write { piece in
            try append(piece)
            done += piece.count
            try monitor.tell(WorkDone(done, of: data.bytes))
          }
          try appendModel(bytes)
        }
      }
    }
  }
}
