import CompressedModels
import ModelExchange
import Synchronization
import Tensors

/// What the commands of one console share: the random source that `seed` sets, and what formats of
/// files allow.
public final class Session: Sendable {
  private struct State {
    var seed: UInt64
    var random: RandomSource
  }

  private let state: Mutex<State>

  /// The seed of a session that never says `seed`.
  public static let defaultSeed: UInt64 = 0

  /// Bytes of the largest `.onnx` model in one file; less than the format's own limit in tests.
  let largestModel: Int

  public init(seed: UInt64 = Session.defaultSeed, largestModel: Int = ONNXFile.largestModel) {
    self.largestModel = largestModel
    state = Mutex(State(seed: seed, random: RandomSource(seed: seed)))
  }

  public var seed: UInt64 { state.withLock { $0.seed } }

  public func reseed(_ seed: UInt64) {
    state.withLock { $0 = State(seed: seed, random: RandomSource(seed: seed)) }
  }

  /// The random source as a file can keep it, and back.
  var randomState: String {
    get { state.withLock { $0.random.description } }
    set { if let random = RandomSource(newValue) { state.withLock { $0.random = random } } }
  }

  /// A random source for one command: the same script draws the same ones in the same order.
  func nextRandom() -> RandomSource { state.withLock { $0.random.split() } }

  /// What `body` gives when it draws from a source of its own, that of a part of some work with
  /// this number; and whether it drew, or said `seed`. The session's own source stays where it is.
  func drawingPart<Result>(_ number: Int, _ body: () throws -> Result) rethrows -> (
    result: Result, hasDrawn: Bool
  ) {
    let before = state.withLock { $0 }
    let own = before.random.part(number)
    state.withLock { $0.random = own }
    defer { state.withLock { $0 = before } }
    let result = try body()
    return (result, state.withLock { $0.random.description != own.description })
  }
}

extension Session {
  /// What files say about where they come from.
  var metadata: Metadata { Metadata(tool: "dcs \(Version.current)", seed: seed) }
}

/// The version that `dcs --version` and files tell.
public enum Version {
  public static let current = "0.1.0"
}
