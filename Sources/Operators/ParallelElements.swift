import Tensors

extension Array where Element: TensorElement {
  /// Elements that `change` sees a part at a time, long arrays in several threads.
  func changed(_ change: @Sendable (UnsafeMutableBufferPointer<Element>) -> Void) -> [Element] {
    var result = self
    result.withUnsafeMutableBufferPointer { elements in
      guard let base = elements.baseAddress.map({ SharedPointer($0) }) else { return }
      // A part takes a tenth of a millisecond or so.
      Parallel.forEachRange(of: elements.count, grain: 1 << 14) { range in
        change(UnsafeMutableBufferPointer(start: base.base + range.lowerBound, count: range.count))
      }
    }
    return result
  }
}

extension UnsafeMutableBufferPointer {
  /// Each element becomes its function.
  @inline(__always) func apply(_ function: (Element) -> Element) {
    for index in indices { self[index] = function(self[index]) }
  }
}
