import Tensors
import Testing

struct ProductFormTests {
  /// A form says all that decides what is multiplied with what.
  @Test func formsDifferByTheirWindows() {
    let layout = WindowLayout(kernel: [3, 3], stride: 1, padding: 1)
    let form = ProductForm.windows(layout, groups: 2)
    #expect(form == .windows(layout, groups: 2))
    #expect(form != .windows(layout, groups: 1))
    #expect(form != .windows(WindowLayout(kernel: [3, 3], stride: 2, padding: 1), groups: 2))
    #expect(ProductForm.rows != .columns)
  }
}
