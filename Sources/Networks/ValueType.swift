import Tensors

/// How far a value reaches in one direction.
public enum Dimension: Sendable, Hashable {
  case fixed(Int)
  /// Known only when the network runs. Equal names within a network are equal numbers.
  case open(String)

  /// The name of the batch where nobody gave it another.
  public static let batch = Dimension.open("batch")

  /// nil when open.
  public var number: Int? {
    if case .fixed(let number) = self { return number }
    return nil
  }
}

extension Dimension: CustomStringConvertible {
  public var description: String {
    switch self {
    case .fixed(let number): "\(number)"
    case .open(let name): name
    }
  }
}

/// What is known of a value before the network runs: its element type and its extents, outermost
/// first. The batch is an extent like the others.
public struct ValueType: Sendable, Hashable {
  public var element: ElementType
  public var extents: [Dimension]
  /// Whether element type and extents say anything: of what operators compute, some only shows when
  /// the network runs.
  public private(set) var isKnown = true

  public init(_ element: ElementType, _ extents: [Dimension]) {
    (self.element, self.extents) = (element, extents)
  }

  /// A value of which nothing is known before the network runs.
  public static let unknown = {
    var type = ValueType(.float32, [])
    type.isKnown = false
    return type
  }()

  /// A batch of examples: floats with an open extent in front of `shape`, [batch, shape...].
  public static func examples(_ shape: [Int]) -> ValueType {
    ValueType(.float32, [.batch] + shape.map { .fixed($0) })
  }

  /// Shape of one example, [shape...] of [any, shape...]; nil for values without a first extent, or
  /// with an open one behind it.
  public var exampleShape: [Int]? {
    let rest = extents.dropFirst().compactMap(\.number)
    return !isKnown || extents.isEmpty || rest.count != extents.count - 1 ? nil : rest
  }

  /// Whether it is a batch of floats: an open extent, then fixed ones.
  public var isExamples: Bool {
    isKnown && element == .float32 && extents.first?.number == nil && exampleShape != nil
  }

  /// With numbers for some of the open extents.
  public func bound(to numbers: [String: Int]) -> ValueType {
    var bound = self
    bound.extents = extents.map { extent in
      guard case .open(let name) = extent, let number = numbers[name] else { return extent }
      return .fixed(number)
    }
    return bound
  }

  /// Whether a tensor is such a value. Open extents take any number.
  public func takes(_ tensor: TypedTensor) -> Bool {
    !isKnown
      || tensor.type == element && tensor.shape.count == extents.count
        && zip(tensor.shape, extents).allSatisfy { $1.number ?? $0 == $0 }
  }
}

extension ValueType: CustomStringConvertible {
  /// "float32 [batch, 1, 28, 28]"
  public var description: String {
    !isKnown
      ? "unknown" : "\(element.rawValue) [\(extents.map(\.description).joined(separator: ", "))]"
  }
}
