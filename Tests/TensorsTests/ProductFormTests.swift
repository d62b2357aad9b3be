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

  @Test func weightsAreMatrices() {
    let window = ProductForm.windows(
      WindowLayout(kernel: [3, 2], stride: 1, padding: 0), groups: 2)
    #expect(
      ProductForm.rows.outputs(of: [2, 8, 5]) == 16 && ProductForm.rows.depth(of: [2, 8, 5]) == 5)
    #expect(
      ProductForm.columns.outputs(of: [5, 8]) == 8 && ProductForm.columns.depth(of: [5, 8]) == 5)
    #expect(window.outputs(of: [6, 4, 3, 2]) == 6 && window.depth(of: [6, 4, 3, 2]) == 24)
  }
}
