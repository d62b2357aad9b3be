import Foundation
import Tensors
import Testing

struct BLASThreadsTests {
  /// The library says that a call has one thread, and products are right when its own have ended.
  @Test func productsNeedNone() {
    #expect(BLASThreads.areOff)
    let size = 300
    let ones = [Float](repeating: 1, count: size * size)
    let product = MatrixMultiply.product(
      .init(ones, rows: size, columns: size), .init(ones, rows: size, columns: size))
    #expect(product.values.allSatisfy { $0 == Float(size) })
    #expect(BLASThreads.areOff)
  }
}
