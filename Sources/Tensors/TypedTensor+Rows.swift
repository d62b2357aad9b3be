extension TypedTensor {
  /// Tensors one behind the other along their first dimension; nil when there are none, or when
  /// types or other extents differ, or one is a scalar.
  public init?(rowsOf parts: [TypedTensor]) {
    guard let first = parts.first, !first.shape.isEmpty else { return nil }
    let rest = first.shape.dropFirst()
    guard
      parts.allSatisfy({ $0.type == first.type && !$0.shape.isEmpty })
        && parts.allSatisfy({ $0.shape.dropFirst() == rest })
    else { return nil }
    let rows = parts.reduce(0) { $0 + $1.shape[0] }
    self.init(shape: [rows] + rest, first.elements.visit(Joining(parts: parts)))
  }

  private struct Joining: ElementVisitor {
    let parts: [TypedTensor]

    func visit<Element: TensorElement>(_ first: [Element]) -> Elements {
      Element.elements(parts.flatMap { $0.elements(as: Element.self) ?? [] })
    }
  }

  /// Some places of the first dimension. Precondition: not a scalar, and the places are there.
  public func rows(_ range: Range<Int>) -> TypedTensor {
    elements.visit(Choosing(range: range, shape: shape))
  }

  private struct Choosing: ElementVisitor {
    let range: Range<Int>
    let shape: [Int]

    func visit<Element: TensorElement>(_ elements: [Element]) -> TypedTensor {
      let size = shape.dropFirst().reduce(1, *)
      return TypedTensor(
        shape: [range.count] + shape.dropFirst(),
        Array(elements[range.lowerBound * size..<range.upperBound * size]))
    }
  }
}
