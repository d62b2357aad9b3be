import CFuzzer
import FuzzedReaders

/// What is fuzzed: libFuzzer calls C functions, which have no other way to know.
struct Target {
  let reader: FuzzedReader
  let corpus: [[UInt8]]

  nonisolated(unsafe) static var current: Target?  // set once, before the only thread goes on

  /// Whatever a reader throws is fine.
  static func test(_ bytes: UnsafeBufferPointer<UInt8>) -> Int32 {
    try? current?.reader.attempt(Array(bytes))
    return 0
  }

  /// An input with a change that knows the format.
  func changed(_ bytes: [UInt8], seed: UInt32) -> [UInt8] {
    var mutator = Mutator(seed: UInt64(seed), words: reader.words)
    if reader.isContainer, var container = ContainerMutation(bytes) {
      container.change(by: &mutator, corpus)
      return container.bytes
    }
    var changed = bytes
    mutator.change(&changed, corpus)
    return changed
  }
}

/// Called by libFuzzer for every new input (FuzzerInterface.h).
@_cdecl("LLVMFuzzerCustomMutator")
public func mutate(
  _ data: UnsafeMutablePointer<UInt8>, _ size: Int, _ most: Int, _ seed: UInt32
) -> Int {
  guard let target = Target.current, seed % 2 == 0 else {
    return LLVMFuzzerMutate(data, size, most)
  }
  let changed = target.changed(
    Array(UnsafeBufferPointer(start: data, count: size)), seed: seed / 2)
  let count = min(most, changed.count)
  changed.withUnsafeBufferPointer { bytes in
    if let base = bytes.baseAddress { data.update(from: base, count: count) }
  }
  return count
}
