import Synchronization
import Tensors

/// The survivors of one layer, decoded and checked: all that its streams say.
enum LayerEntries: Sendable {
  /// Row-major places in the order of the file; `codes` only where there is a codebook.
  case listed(places: [Int32], codes: [UInt8])
  /// The same as rows of codes: three bytes an entry, and what inference wants.
  case rows(CodebookMatrix)
}

/// Entries that reading had to decode to check them. The first who asks gets them along with their
/// memory; who comes later decodes the streams again.
final class KeptEntries: Sendable {
  private let entries: Mutex<LayerEntries?>

  init(_ entries: LayerEntries?) { self.entries = Mutex(entries) }

  func take() -> LayerEntries? {
    entries.withLock { kept in
      let taken = kept
      kept = nil
      return taken
    }
  }
}
