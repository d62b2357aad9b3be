/// Which weights of a tensor survive pruning: one bit a weight.
public struct Mask: Sendable, Equatable {
  public let shape: [Int]
  public let count: Int
  public let survivorCount: Int
  /// Weight p, row-major, is bit p % 64 of word p / 64; 1 survives. Bits behind the last are 0.
  @usableFromInline let words: [UInt64]

  @usableFromInline init(shape: [Int], words: [UInt64]) {
    (self.shape, self.words) = (shape, words)
    count = shape.reduce(1, *)
    survivorCount = words.reduce(0) { $0 + $1.nonzeroBitCount }
  }

  /// One entry a weight, row-major; true survives.
  public init(shape: [Int], isKept: [Bool]) {
    precondition(shape.reduce(1, *) == isKept.count)
    self.init(shape: shape, words: Self.words(of: isKept.count) { isKept[$0] })
  }

  /// Positions of the survivors, in any order. Precondition: each is below the count.
  public init(shape: [Int], survivors: [Int32]) {
    var words = [UInt64](repeating: 0, count: Self.wordCount(shape.reduce(1, *)))
    for survivor in survivors { words[Int(survivor) / 64] |= 1 << (UInt64(survivor) % 64) }
    self.init(shape: shape, words: words)
  }

  /// Every weight survives.
  public init(full shape: [Int]) {
    self.init(shape: shape, words: Self.words(of: shape.reduce(1, *)) { _ in true })
  }

  /// The same survivors in another shape. Precondition: equal element counts.
  public func reshaped(_ shape: [Int]) -> Mask {
    precondition(shape.reduce(1, *) == count)
    return Mask(shape: shape, words: words)
  }

  /// Whether the weight at a position, row-major, survives.
  @inlinable public subscript(position: Int) -> Bool {
    words[position / 64] >> (UInt64(position) % 64) & 1 != 0
  }

  /// One entry a weight, row-major; true survives.
  public var isKept: [Bool] {
    var isKept = [Bool](repeating: false, count: count)
    isKept.withUnsafeMutableBufferPointer { isKept in
      forEachSurvivor(in: 0..<count) { isKept[$0] = true }
    }
    return isKept
  }

  /// Fraction of survivors; 1 for an empty tensor.
  public var density: Double { count == 0 ? 1 : Double(survivorCount) / Double(count) }
  public var sparsity: Double { 1 - density }

  /// Positions of the survivors in row-major order, ascending.
  public var survivors: [Int32] { atSurvivors { Int32(truncatingIfNeeded: $0) } }

  /// The survivors for which `stays` is true.
  @inlinable public func filtered(_ stays: (Int) -> Bool) -> Mask {
    var words = words
    for place in words.indices {
      var left = words[place]
      while left != 0 {
        let bit = left & (0 &- left)
        if !stays(64 * place + left.trailingZeroBitCount) { words[place] ^= bit }
        left ^= bit
      }
    }
    return Mask(shape: shape, words: words)
  }

  /// Goes through the positions of survivors within a range, ascending.
  @inlinable public func forEachSurvivor(in positions: Range<Int>, _ body: (Int) -> Void) {
    if positions.isEmpty { return }
    words.withUnsafeBufferPointer { words in
      for place in positions.lowerBound / 64..<(positions.upperBound + 63) / 64 {
        var left = words[place]
        while left != 0 {
          let position = 64 * place + left.trailingZeroBitCount
          left &= left - 1
          if positions.contains(position) { body(position) }
        }
      }
    }
  }

  // MARK: Numbers at the survivors

  /// The numbers at the survivors' positions, in their order.
  public func gathered(_ numbers: [Float]) -> [Float] {
    precondition(numbers.count == count)
    return atSurvivors { numbers[$0] }
  }

  /// The other way: a number for each survivor at its position, zero elsewhere.
  func scattered<Element: Sendable>(
    _ elements: [Element], _ number: @Sendable (Element) -> Float
  ) -> [Float] {
    precondition(elements.count == survivorCount)
    let starts = blockStarts
    var numbers = [Float](repeating: 0, count: count)
    numbers.withUnsafeMutableBufferPointer { numbers in
      guard let base = numbers.baseAddress.map({ SharedPointer($0) }) else { return }
      Parallel.forEach(starts.count) { block in
        var next = starts[block]
        elements.withUnsafeBufferPointer { elements in
          forEachSurvivor(in: positions(of: block)) {
            base.base[$0] = number(elements[next])
            next += 1
          }
        }
      }
    }
    return numbers
  }

  private func atSurvivors<Element: Sendable>(_ element: @Sendable (Int) -> Element) -> [Element] {
    let starts = blockStarts
    return [Element](unsafeUninitializedCapacity: survivorCount) { target, filled in
      filled = survivorCount
      guard let base = target.baseAddress.map({ SharedPointer($0) }) else { return }
      Parallel.forEach(starts.count) { block in
        var next = base.base + starts[block]
        forEachSurvivor(in: positions(of: block)) {
          next.initialize(to: element($0))
          next += 1
        }
      }
    }
  }

  // MARK: Blocks, which threads share out

  /// Weights that one thread goes through at a time: whole words.
  private static let blockSize = 1 << 18

  private func positions(of block: Int) -> Range<Int> {
    block * Self.blockSize..<min(count, (block + 1) * Self.blockSize)
  }

  /// How many survivors come before each block.
  private var blockStarts: [Int] {
    let step = Self.blockSize / 64
    var (starts, sum): ([Int], Int) = ([], 0)
    for first in stride(from: 0, to: words.count, by: step) {
      starts.append(sum)
      for word in words[first..<min(words.count, first + step)] { sum += word.nonzeroBitCount }
    }
    return starts
  }

  private static func wordCount(_ count: Int) -> Int { (count + 63) / 64 }

  private static func words(of count: Int, _ isKept: @Sendable (Int) -> Bool) -> [UInt64] {
    let wordCount = wordCount(count)
    return [UInt64](unsafeUninitializedCapacity: wordCount) { target, filled in
      filled = wordCount
      guard let base = target.baseAddress.map({ SharedPointer($0) }) else { return }
      Parallel.forEachRange(of: wordCount, grain: blockSize / 64) { places in
        for place in places {
          var word: UInt64 = 0
          for bit in 0..<min(64, count - 64 * place) where isKept(64 * place + bit) {
            word |= 1 << UInt64(bit)
          }
          (base.base + place).initialize(to: word)
        }
      }
    }
  }
}
