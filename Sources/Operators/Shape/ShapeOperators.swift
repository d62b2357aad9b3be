enum ShapeOperators {
  static let types: [any Operator.Type] = [
    Reshape.self, Flatten.self, Squeeze.self, Transpose.self, DepthToSpace.self, Expand.self,
    Tile.self, ShapeQueries.self, Concat.self, Split.self, Slice.self, Pad.self,
    CenterCropPad.self, Gather.self, GatherElements.self, GatherND.self, Scatter.self,
    TensorScatter.self, ReverseSequence.self, EyeLike.self, Trilu.self, Constant.self,
    ConstantOfShape.self, NumberRange.self, OneHot.self, Compress.self, NonZero.self, Unique.self,
  ]
}
