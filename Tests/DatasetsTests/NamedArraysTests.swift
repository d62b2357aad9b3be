import Datasets
import Tensors
import Testing

struct NamedArraysTests {
  private static let x = TypedTensor(shape: [2, 2], [Float](arrayLiteral: 1, 2, 3, 4))
  private static let y = TypedTensor(shape: [2], [Int64](arrayLiteral: 1, 0))

  private func parts(_ arrays: [String: TypedTensor], _ form: NamedArrays.Form = .init()) throws
    -> DataParts
  {
    try NamedArrays(arrays, path: "x.npz").parts(form)
  }

  @Test(arguments: [
    ("x", "y"), ("X", "Y"), ("x_train", "y_train"), ("train_x", "train_y"), ("data", "labels"),
    ("train_images", "train_labels"), ("xtrain", "trainy"),
  ])
  func peopleNameThemSo(x: String, y: String) throws {
    let parts = try parts([x: Self.x, y: Self.y])
    #expect(parts.train.labels == [1, 0] && parts.valid == nil && parts.test == nil)
    #expect(try parts.train.inputs(at: [1]).values == [3, 4])
  }

  @Test func eachPartHasAPair() throws {
    let parts = try parts([
      "x": Self.x, "y": Self.y, "x_val": Self.x, "y_val": Self.y, "test_x": Self.x,
      "test_y": Self.y, "weights": Self.x,
    ])
    #expect(parts.valid?.count == 2 && parts.test?.count == 2)
  }

  @Test func floatsThatAreNoClassesAreTargets() throws {
    let targets = TypedTensor(shape: [2, 3], [Float](arrayLiteral: 1, 2, 3, 4, 5, 6.5))
    let train = try parts(["x": Self.x, "y": targets]).train
    #expect(train.targetShape == [3] && train.count == 2)
    #expect(train.targets(at: [1])?.values == [4, 5, 6.5])
    #expect(try train.inputs(at: [1]).values == [3, 4])
  }

  @Test func labelsMayBeAColumnOfAnyType() throws {
    let column = TypedTensor(shape: [2, 1], [Double](arrayLiteral: 3, 0))
    #expect(try parts(["x": Self.x, "y": column]).train.labels == [3, 0])
  }

  /// Two images of 2x1 pixels and three channels, channels last: the pixels of image 1 are 6, 7, 8
  /// and 9, 10, 11.
  @Test func bytesAreScaledPixels() throws {
    let images = TypedTensor(shape: [2, 2, 1, 3], (0..<12).map { UInt8($0) })
    let arrays = ["x": images, "y": Self.y]
    #expect(NamedArrays(arrays, path: "").hasBytes)
    #expect(try parts(arrays).train.shape == [2, 1, 3])
    let first = try parts(arrays, .init(images: true, byteScale: 1)).train
    #expect(first.shape == [3, 2, 1])
    #expect(try first.inputs(at: [1]).values == [6, 9, 7, 10, 8, 11])
    #expect(try parts(arrays, .init(images: false)).train.shape == [6])
    let grey = TypedTensor(shape: [2, 1, 2], (0..<4).map { UInt8($0) })
    #expect(try parts(["x": grey, "y": Self.y], .init(images: true)).train.shape == [1, 1, 2])
    #expect(!NamedArrays(["x": Self.x], path: "").hasBytes)
  }

  @Test(
    arguments: [
      (["a": x, "b": y], "it has no inputs x; its arrays are a, b"),
      (["x": x], "x has no labels; the arrays are x"),
      (
        ["x": x, "y": y, "y_test": y], "y_test has no inputs; the arrays are x, y, y_test"
      ),
      (["x": x, "x_train": x, "y": y], "x and x_train mean the same"),
      (["x": y, "y": y], "x has the shape [2]"),
      (
        ["x": x, "y": TypedTensor(shape: [2], [Int8](arrayLiteral: -1, 1))], "y[0] is -1.0"
      ),
      (
        ["x": TypedTensor(shape: [2, 1], [Float](arrayLiteral: 1, .infinity)), "y": y],
        "x[1] has the value inf"
      ),
      (
        [
          "x": x, "y": y, "x_test": TypedTensor(shape: [2, 1], [Float](arrayLiteral: 1, 2)),
          "y_test": y,
        ],
        "training inputs have the shape [2], those of test [1]"
      ),
    ] as [([String: TypedTensor], String)])
  func whatIsNoDataIsRefused(arrays: [String: TypedTensor], reason: String) {
    #expect { try parts(arrays) } throws: { error in
      guard case DatasetError.badArrays("x.npz", let found, let remedy) = error else {
        return false
      }
      #expect(found == reason)
      return !remedy.isEmpty
    }
  }
}
