/// Bytes whose scale and zero point come from the values: 0 to 255 spans the smallest to the
/// largest of them, and zero.
struct DynamicQuantization {
  let scale: Float
  let zeroPoint: UInt8

  init(of values: [Float]) {
    let smallest = values.reduce(0, min)
    let span = (values.reduce(0, max) - smallest) / 255
    // Nothing but zeros: any scale does.
    scale = span > 0 ? span : 1
    zeroPoint = QuantizedValues.rounded(-smallest / scale, 0, UInt8.self)
  }

  func quantized(_ value: Float) -> UInt8 {
    QuantizedValues.rounded(value / scale, Int(zeroPoint), UInt8.self)
  }

  /// What is left of values when they have become bytes.
  static func rounded<Real: RealElement>(_ values: [Real]) -> [Real] {
    let quantization = DynamicQuantization(of: values.map { Float($0) })
    return values.map {
      Real(
        quantization.scale
          * Float(Int(quantization.quantized(Float($0))) - Int(quantization.zeroPoint)))
    }
  }
}
