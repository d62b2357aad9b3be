import Tensors

/// Short ways to write tensors down; vectors when no shape is given.

func floats(_ values: [Float], _ shape: [Int]? = nil) -> TypedTensor {
  TypedTensor(shape: shape ?? [values.count], values)
}

func integers(_ values: [Int64], _ shape: [Int]? = nil) -> TypedTensor {
  TypedTensor(shape: shape ?? [values.count], values)
}

func booleans(_ values: [Bool], _ shape: [Int]? = nil) -> TypedTensor {
  TypedTensor(shape: shape ?? [values.count], values)
}

/// 0, 1, 2, ... as floats.
func counted(_ shape: [Int]) -> TypedTensor {
  TypedTensor(shape: shape, (0..<shape.reduce(1, *)).map(Float.init))
}
