import Networks
import Tensors

extension Network {
  /// The weights of this network as arrays of another one's: by name when both have the same names,
  /// else in order when there are as many. `isPartial`: of the names that both have; where they
  /// have none in common, in order up to the first whose shape is another one's.
  public func arrays(for other: Network, isPartial: Bool = false) throws(ModelExchangeError)
    -> [String: TypedTensor]
  {
    let (wanted, found) = (other.weightNames, weightNames)
    let (theirs, own) = (Set(wanted), Set(found))
    let arrays = arrays()
    if isPartial ? !own.isDisjoint(with: theirs) : own == theirs { return arrays }
    guard isPartial || wanted.count == found.count else {
      throw .otherLayers(expected: wanted, found: found)
    }
    let pairs = zip(wanted, found).prefix { wanted, found in
      !isPartial || other.parameter(wanted)?.weights.shape == parameter(found)?.weights.shape
    }
    var renamed: [String: TypedTensor] = [:]
    for (wanted, found) in pairs {
      for part in ["weight", "mask", "codes", "codebook", "bias"] {
        renamed["\(wanted).\(part)"] = arrays["\(found).\(part)"]
      }
      if let bias = other.parameter(wanted)?.bias, parameter(found)?.bias == nil {
        let zeros = [Float](repeating: 0, count: bias.count)
        renamed["\(wanted).bias"] = TypedTensor(shape: [bias.count], .float32(zeros))
      }
    }
    return renamed
  }
}
