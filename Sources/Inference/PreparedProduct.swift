import Products
import Synchronization

/// The product of one step, laid out when it is first asked for: once for vectors and once for
/// batches, so that nothing is held that nobody uses.
final class PreparedProduct: Sendable {
  private typealias Class = ProductChoice.BatchClass

  private let classify: @Sendable (Int) throws -> ProductChoice.BatchClass
  private let prepare: @Sendable (ProductChoice.BatchClass) throws -> any Product
  private let products = Mutex<[ProductChoice.BatchClass: any Product]>([:])

  init(
    classify: @escaping @Sendable (Int) throws -> ProductChoice.BatchClass,
    prepare: @escaping @Sendable (ProductChoice.BatchClass) throws -> any Product
  ) {
    (self.classify, self.prepare) = (classify, prepare)
  }

  /// The form for so many examples. Throws when the weights cannot be decoded.
  func product(for batch: Int) throws -> any Product {
    let batches = try classify(batch)
    if let product = products.withLock({ $0[batches] }) { return product }
    let product = try prepare(batches)
    return products.withLock { known in
      let first = known[batches] ?? product
      known[batches] = first
      return first
    }
  }

  /// Bytes that the forms made so far hold.
  var heldBytes: Int { products.withLock { $0.values.reduce(0) { $0 + $1.heldBytes } } }
}
