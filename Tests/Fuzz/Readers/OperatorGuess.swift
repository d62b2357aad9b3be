import Memory
import Operators
import Tensors

/// An operator with attributes and inputs as a file might have them, made of bytes: every choice
/// takes one or two, and those behind the last are 0. A model's graph is checked nowhere as a
/// whole, so operators must stand whatever comes.
struct OperatorGuess {
  private var bytes: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { self.bytes = bytes[...] }

  /// Operators with graphs inside are left out: they compute what the others do, and a loop may
  /// have no end.
  static let names = OperatorRegistry.names.filter { !["If", "Loop", "Scan"].contains($0) }

  /// For each operator bytes that name it and can be computed; a few need more luck than there is.
  static func corpus(goesBack: Bool) -> [[UInt8]] {
    names.indices.compactMap { index in
      var random = RandomSource(seed: UInt64(index))
      for _ in 0..<5000 {
        let bytes =
          [UInt8(index >> 8), UInt8(index & 255)]
          + (0..<120).map { _ in UInt8(truncatingIfNeeded: random.next()) }
        var guess = OperatorGuess(bytes)
        if (try? guess.attempt(goesBack: goesBack)) != nil { return bytes }
      }
      return nil
    }
  }

  /// Computes it, and if `goesBack` its gradients, where it has any: ends with a result or a thrown
  /// error.
  mutating func attempt(goesBack: Bool) throws {
    let name = Self.names[(Int(byte()) << 8 | Int(byte())) % Self.names.count]
    var inputs: [TypedTensor?] = []
    let most = Self.mostInputs[name] ?? 0
    for _ in 0..<(below(16) == 0 ? below(8) : most - below(max(1, most))) {
      inputs.append(below(16) == 0 ? nil : tensor(beside: inputs))
    }
    let version = 1 + below(25)
    let outputs = (0..<1 + below(3)).map { _ in below(8) > 0 }
    var attributes = attributes(of: name)
    try MemoryBudget.$asked.withValue(MemoryBudget(bytes: 1 << 30)) {
      func make() throws(OperatorError) -> any Operator {
        try OperatorRegistry.make(
          Self.node(
            name, version: version, inputs: inputs.map { $0 != nil }, outputs: outputs,
            attributes: attributes))
      }
      let made: any Operator
      do throws(OperatorError) {
        made = try make()
      } catch {
        // One that is needed is added: "'kernel_shape' is missing".
        let missing = error.description.split(separator: "'").first.map(String.init) ?? ""
        guard let known = Self.known[name]?.first(where: { $0.0 == missing }) else { throw error }
        attributes[missing] = value(choice(known.1))
        made = try make()
      }
      let outputs = try made.outputs(of: inputs)
      guard goesBack, let made = made as? any DifferentiableOperator, made.gradientObstacle == nil
      else {
        return
      }
      _ = try made.gradients(
        of: OperatorPass(
          inputs: inputs, outputs: outputs,
          gradients: outputs.map { output in
            output.tensor.map {
              Tensor(shape: $0.shape, values: [Float](repeating: 1, count: $0.count))
            }
          },
          wanted: inputs.map { _ in true }))
    }
  }

  // MARK: Choices

  private mutating func byte() -> UInt8 { bytes.popFirst() ?? 0 }

  private mutating func below(_ count: Int) -> Int { Int(byte()) % count }

  private mutating func choice<Element>(_ elements: [Element]) -> Element {
    elements[below(elements.count)]
  }

  // MARK: Tensors

  private mutating func tensor(beside others: [TypedTensor?] = []) -> TypedTensor {
    // Floats, and the integers of shapes and axes, are what most operators take, and two alike.
    let type: ElementType =
      switch below(8) {
      case 0, 1: .int64
      case 2: choice(ElementType.allCases)
      case 3, 4: others.first.flatMap { $0?.type } ?? choice(ElementType.allCases)
      default: .float32
      }
    var shape = shape(beside: others.compactMap { $0?.shape })
    if !shape.contains(0) {
      // What was taken from others may be a million.
      shape = shape.map { min($0, 4) }
    } else if below(4) == 0 {
      // Nothing, a million times.
      let place = below(shape.count)
      if shape[place] > 0 { shape[place] = 1 << 20 }
    }
    let count = shape.reduce(1, *)
    let numbers: [Double] =
      switch below(6) {
      case 0: [Double](repeating: 0, count: count)
      case 1: [Double](repeating: 1, count: count)
      case 2: (0..<count).map(Double.init)
      case 3: (0..<count).map { _ in Double(below(8) - 3) }
      case 4: (0..<count).map { _ in Double(byte()) / 16 - 8 }
      default: (0..<count).map { _ in choice(Self.extremes) }
      }
    return TypedTensor(shape: shape, Self.elements(numbers, type))
  }

  /// Any, or what often fits: the same, the same with an extent changed, weights of the channels,
  /// one number a channel.
  private mutating func shape(beside others: [[Int]]) -> [Int] {
    guard let first = others.first, !first.isEmpty, below(8) > 2 else {
      // Images often.
      if below(3) == 0 { return (0..<4).map { _ in 1 + below(4) } }
      return (0..<below(6)).map { _ in below(16) == 0 ? 0 : 1 + below(4) }
    }
    let channels = first.count > 1 ? first[1] : 1
    switch below(5) {
    case 0: return [below(2) == 0 ? channels : first[first.count - 1]]
    case 1: return [1 + below(3), channels] + first.dropFirst(2).map { _ in 1 + below(3) }
    case 2:
      var shape = first
      shape[below(first.count)] = below(5)
      return shape
    default: return choice(others)
    }
  }

  private static let extremes: [Double] = [
    .nan, .infinity, -.infinity, 1e38, -1e38, 1e-40, 0x1p31, -0x1p31, 0x1p62, -0x1p63, 65_535, 0.5,
    -0.0,
  ]

  static func elements(_ numbers: [Double], _ type: ElementType) -> TypedTensor.Elements {
    func whole<Element: FixedWidthInteger>(_: Element.Type) -> [Element] {
      numbers.map { $0.isNaN ? 0 : Element(clamping: Int(min(max($0, -0x1p62), 0x1p62))) }
    }
    return switch type {
    case .float32: .float32(numbers.map(Float.init))
    case .float64: .float64(numbers)
    case .float16: .float16(numbers.map(Float16.init))
    case .int8: .int8(whole(Int8.self))
    case .int16: .int16(whole(Int16.self))
    case .int32: .int32(whole(Int32.self))
    case .int64: .int64(whole(Int64.self))
    case .uint8: .uint8(whole(UInt8.self))
    case .uint16: .uint16(whole(UInt16.self))
    case .uint32: .uint32(whole(UInt32.self))
    case .uint64: .uint64(whole(UInt64.self))
    case .bool: .bool(numbers.map { $0 != 0 })
    }
  }

  // MARK: Attributes

  private mutating func attributes(of name: String) -> [String: OperatorNode.Attribute] {
    let known = Self.known[name] ?? []
    guard !known.isEmpty else { return [:] }
    var attributes: [String: OperatorNode.Attribute] = [:]
    for _ in 0..<below(5) {
      let (attribute, kinds) = choice(known)
      attributes[attribute] = value(below(32) == 0 ? below(Self.samples.count) : choice(kinds))
    }
    return attributes
  }

  /// One value of each kind that attributes have.
  private static let samples: [OperatorNode.Attribute] = [
    .integer(1), .number(1), .text("linear"), .integers([1]), .numbers([1]), .texts(["a"]),
    .tensor(TypedTensor(shape: [1], [1] as [Float])),
  ]

  /// Of the kind that stands there among `samples`.
  private mutating func value(_ kind: Int) -> OperatorNode.Attribute {
    switch kind {
    case 0:
      .integer(
        below(8) == 0
          ? choice([Int.max, Int.min, 1 << 31, -1 << 31, 1 << 62, 100]) : below(12) - 4)
    case 1: .number(choice([0, 1, -1, 0.5, 2, .nan, .infinity, 1e-30]))
    case 2: .text(choice(Self.words))
    case 3:
      .integers(
        below(2) == 0
          ? (0..<2).map { _ in 1 + below(3) } : (0..<below(9)).map { _ in below(9) - 3 })
    case 4: .numbers((0..<below(6)).map { _ in Float(below(9) - 3) / 2 })
    case 5: .texts((0..<below(4)).map { _ in choice(Self.words) })
    default: .tensor(tensor())
    }
  }

  /// How many inputs each operator takes, up to six.
  private static let mostInputs: [String: Int] = {
    var table: [String: Int] = [:]
    for name in names {
      table[name] = (0..<6).last { count in
        do throws(OperatorError) {
          _ = try OperatorRegistry.make(node(name, inputs: [Bool](repeating: true, count: count)))
          return true
        } catch { return !error.description.hasPrefix("takes at most") }
      }
    }
    return table
  }()

  private static func node(
    _ name: String, version: Int = 21, inputs: [Bool] = [true], outputs: [Bool] = [true],
    attributes: [String: OperatorNode.Attribute] = [:]
  ) -> OperatorNode {
    let parts = name.split(separator: ".")
    return OperatorNode(
      String(parts[parts.count - 1]), domain: parts.dropLast().joined(separator: "."),
      version: version, inputs: inputs, outputs: outputs, attributes: attributes)
  }

  /// Which of the attributes each operator asks for, and of which kinds they may be.
  private static let known: [String: [(String, [Int])]] = {
    var table: [String: [(String, [Int])]] = [:]
    for name in names {
      table[name] = attributeNames.compactMap { attribute in
        let kinds = samples.indices.filter { kind in
          let inputs = [Bool](repeating: true, count: mostInputs[name] ?? 0)
          do throws(OperatorError) {
            _ = try OperatorRegistry.make(
              node(name, inputs: inputs, attributes: [attribute: samples[kind]]))
            return true
          } catch {
            return !error.description.hasSuffix("is not understood")
              && !error.description.hasPrefix("'\(attribute)' is no")
          }
        }
        return kinds.isEmpty ? nil : (attribute, kinds)
      }
    }
    return table
  }()

  private static let attributeNames = """
    activation_alpha activation_beta activations aggregate_function align_corners allowzero \
    alpha antialias approximate auto_pad axes axis base_values batch_axis batch_dims beta bias \
    block_size blocksize broadcast ceil_mode center_point_box classlabels_ints \
    classlabels_strings clip coefficients consumed_inputs count_include_pad cubic_coeff_a \
    detect_negative detect_positive dilations direction dtype end ends epsilon equation \
    exclude_outside exclusive extrapolation_value fmod gamma group hidden_size ignore_index \
    input_forget intercepts interleaved inverse is_causal is_test k keepdims kernel_shape \
    kv_num_heads lambd largest layout leaf_targetids leaf_weights left_window_size \
    linear_before_reset max membership_values min mode momentum multi_class n_targets \
    nearest_mode nodes_falsenodeids nodes_featureids nodes_hitrates \
    nodes_missing_value_tracks_true nodes_modes nodes_nodeids nodes_splits nodes_treeids \
    nodes_truenodeids nodes_values noop_with_empty_axes norm num_groups num_heads num_outputs \
    offset offset_group onesided output_datatype output_dtype output_height output_padding \
    output_sequence output_shape output_width p padding_mode pads periodic perm pooled_shape \
    post_transform precision q_num_heads qk_matmul_output_mode ratio reduction reverse \
    right_window_size rotary_embedding_dim round_mode sampling_ratio saturate scale scales \
    seed select_last_index shape size softcap softmax_precision sorted spatial spatial_scale \
    split start starts stash_type storage_order strides target_ids target_nodeids \
    target_treeids target_weights targets threshold time_axis to training_mode tree_roots \
    upper value value_float value_floats value_int value_ints
    """.split(separator: " ").map(String.init)

  /// What attributes of text may say.
  private static let words = """
    nearest linear cubic constant reflect edge wrap zeros border bilinear bicubic avg max sum mean \
    add mul min none half_pixel asymmetric align_corners tf_crop_and_resize pytorch_half_pixel \
    round_prefer_floor floor ceil VALID SAME_UPPER SAME_LOWER NOTSET forward reverse bidirectional \
    Relu Tanh Sigmoid Affine HardSigmoid Softplus tanh DCR CRD ij,jk->ik ij->ji ...i->i bii,bi-> \
    ii->i i,j->ij BRANCH_LEQ BRANCH_LT LEAF SOFTMAX LOGISTIC PROBIT SOFTMAX_ZERO not_larger \
    stretch output_half_pixel UINT8 STRING AVERAGE MIN MAX SUM left right
    """.split(separator: " ").map(String.init) + ["", "->", "i", ",", "ii,jj->", "\u{301}"]
}
