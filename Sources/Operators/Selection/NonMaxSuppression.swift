import Tensors

/// NonMaxSuppression: for each class of each image the boxes of the highest scores, leaving out
/// those that lie too much over one already taken. Output: [image, class, box] of each.
struct NonMaxSuppression: Operator {
  static var names: [String] { ["NonMaxSuppression"] }

  private let isCentered: Bool

  init(_ node: inout OperatorNode) throws(OperatorError) {
    isCentered = try node.flag("center_point_box")
  }

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    let inputs = Inputs(inputs)
    let (boxes, scores) = (try inputs.required(0), try inputs.required(1))
    guard boxes.shape.count == 3, scores.shape.count == 3, boxes.shape[2] == 4,
      boxes.shape[0] == scores.shape[0], boxes.shape[1] == scores.shape[2],
      let corners = boxes.elements(as: Float.self), let grades = scores.elements(as: Float.self)
    else {
      throw OperatorError("boxes of \(boxes.shape) do not fit scores of \(scores.shape)")
    }
    let most = try inputs.optionalInteger(2) ?? 0
    let limit = Float(try inputs.optionalNumber(3) ?? 0)
    let least = try inputs.optionalNumber(4).map { Float($0) }
    let (classes, count) = (scores.shape[1], scores.shape[2])
    var found: [Int] = []
    for image in 0..<boxes.shape[0] {
      let all = (0..<count).map { box in
        Box(corners[(image * count + box) * 4..<(image * count + box + 1) * 4], isCentered)
      }
      for kind in 0..<classes {
        let first = (image * classes + kind) * count
        let kept = Self.best(
          all, grades[first..<first + count], most: most, limit: limit, least: least)
        found += kept.flatMap { [image, kind, $0] }
      }
    }
    return [TypedTensor(shape: [found.count / 3, 3], integers: found)]
  }

  /// Numbers of boxes, best first. Of equal scores the first comes first; NaN is no score.
  private static func best(
    _ boxes: [Box], _ scores: ArraySlice<Float>, most: Int, limit: Float, least: Float?
  ) -> [Int] {
    let ranked = zip(boxes.indices, scores)
      .filter { _, score in !score.isNaN && least.map { score > $0 } ?? true }
      .sorted { $0.1 > $1.1 || $0.1 == $1.1 && $0.0 < $1.0 }
    var kept: [Int] = []
    for (box, _) in ranked {
      guard kept.count < most else { break }
      if !kept.contains(where: { boxes[$0].overlap(boxes[box]) > limit }) { kept.append(box) }
    }
    return kept
  }
}

/// A rectangle between corners.
private struct Box {
  let low: (Float, Float)
  let high: (Float, Float)

  /// Two corners in any order, or the center and the extents.
  init(_ numbers: ArraySlice<Float>, _ isCentered: Bool) {
    let n = Array(numbers)
    if isCentered {
      low = (n[0] - n[2] / 2, n[1] - n[3] / 2)
      high = (n[0] + n[2] / 2, n[1] + n[3] / 2)
    } else {
      low = (min(n[0], n[2]), min(n[1], n[3]))
      high = (max(n[0], n[2]), max(n[1], n[3]))
    }
  }

  var area: Float { (high.0 - low.0) * (high.1 - low.1) }

  /// Intersection over union.
  func overlap(_ other: Box) -> Float {
    let width = min(high.0, other.high.0) - max(low.0, other.low.0)
    let height = min(high.1, other.high.1) - max(low.1, other.low.1)
    guard width > 0, height > 0, area > 0, other.area > 0 else { return 0 }
    let both = width * height
    return both / (area + other.area - both)
  }
}
