/// A dense array of any element type in row-major order: a value of a network. `Tensor` is the one
/// of 32-bit floats, and changes into this type and back without a copy.
public struct TypedTensor: Sendable, Equatable {
  public enum Elements: Sendable, Equatable {
    case float32([Float])
    case float64([Double])
    case float16([Float16])
    case int8([Int8])
    case int16([Int16])
    case int32([Int32])
    case int64([Int64])
    case uint8([UInt8])
    case uint16([UInt16])
    case uint32([UInt32])
    case uint64([UInt64])
    case bool([Bool])
  }

  /// Extents, outermost first; [] is a scalar with one element.
  public let shape: [Int]
  public let elements: Elements

  /// Precondition: as many elements as the shape holds. Sizes that come from files are checked by
  /// their readers.
  public init(shape: [Int], _ elements: Elements) {
    precondition(
      shape.reduce(1, *) == elements.count, "\(elements.count) elements do not fill shape \(shape)")
    (self.shape, self.elements) = (shape, elements)
  }

  public init<Element: TensorElement>(shape: [Int], _ elements: [Element]) {
    self.init(shape: shape, Element.elements(elements))
  }

  public init(_ tensor: Tensor) { self.init(shape: tensor.shape, .float32(tensor.values)) }

  public var type: ElementType { elements.type }
  public var count: Int { elements.count }

  /// The elements when they are of that type.
  public func elements<Element: TensorElement>(as type: Element.Type) -> [Element]? {
    Element.array(elements)
  }

  /// The same elements in another shape. Precondition: equal element counts.
  public func reshaped(_ shape: [Int]) -> TypedTensor { TypedTensor(shape: shape, elements) }

  /// The tensor of floats that this one is; nil for every other element type.
  public var tensor: Tensor? {
    guard case .float32(let values) = elements else { return nil }
    return Tensor(shape: shape, values: values)
  }

  /// Every element as a whole number: true is 1. nil for floats, and for numbers beyond 63 bits.
  public var integers: [Int]? {
    guard !type.isFloat else { return nil }
    if case .uint64(let values) = elements, values.contains(where: { $0 > UInt64(Int.max) }) {
      return nil
    }
    return elements.visit(WholeNumbers())
  }

  /// Every element as a double; beyond 2^53 whole numbers are rounded. True is 1.
  public var numbers: [Double] { elements.visit(Numbers()) }

  /// Every element as a 32-bit float, rounded where it needs it; true is 1.
  public var floats: [Float] { elements.visit(Floats()) }

  private struct Floats: ElementVisitor {
    func visit<Element: TensorElement>(_ elements: [Element]) -> [Float] {
      elements as? [Float] ?? elements.map { Float($0.number) }
    }
  }

  private struct WholeNumbers: ElementVisitor {
    func visit<Element: TensorElement>(_ elements: [Element]) -> [Int] {
      elements.map(\.wholeNumber)
    }
  }

  private struct Numbers: ElementVisitor {
    func visit<Element: TensorElement>(_ elements: [Element]) -> [Double] { elements.map(\.number) }
  }
}

extension TypedTensor.Elements {
  public var type: ElementType { visit(TypeVisitor()) }
  public var count: Int { visit(CountVisitor()) }

  private struct TypeVisitor: ElementVisitor {
    func visit<Element: TensorElement>(_ elements: [Element]) -> ElementType { Element.type }
  }

  private struct CountVisitor: ElementVisitor {
    func visit<Element: TensorElement>(_ elements: [Element]) -> Int { elements.count }
  }

  /// Does with the elements what does not depend on their type; the only place that goes through
  /// all types.
  @inlinable public func visit<Visitor: ElementVisitor>(_ visitor: Visitor) -> Visitor.Result {
    switch self {
    case .float32(let values): visitor.visit(values)
    case .float64(let values): visitor.visit(values)
    case .float16(let values): visitor.visit(values)
    case .int8(let values): visitor.visit(values)
    case .int16(let values): visitor.visit(values)
    case .int32(let values): visitor.visit(values)
    case .int64(let values): visitor.visit(values)
    case .uint8(let values): visitor.visit(values)
    case .uint16(let values): visitor.visit(values)
    case .uint32(let values): visitor.visit(values)
    case .uint64(let values): visitor.visit(values)
    case .bool(let values): visitor.visit(values)
    }
  }
}

/// Something that can be done with elements of any type.
public protocol ElementVisitor {
  associatedtype Result
  func visit<Element: TensorElement>(_ elements: [Element]) -> Result
}
