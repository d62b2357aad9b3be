import ModelExchange
import Tensors

/// A `.caffemodel` made in a test, field by field as caffe.proto has them.
enum CaffeModel {
  static func bytes(_ layers: [(name: String, blobs: [Tensor])], isOld: Bool = false) -> [UInt8] {
    ProtobufWriter.message { net in
      net.text(1, "test")
      for layer in layers {
        net.message(isOld ? 2 : 100) { writer in
          writer.text(isOld ? 4 : 1, layer.name)
          if !isOld { writer.text(2, "InnerProduct") } else { writer.integer(5, 14) }
          for blob in layer.blobs { writer.bytes(isOld ? 6 : 7, bytes(blob, isOld: isOld)) }
        }
      }
    }
  }

  /// Old blobs have four extents, the last ones those of the tensor.
  private static func bytes(_ blob: Tensor, isOld: Bool) -> [UInt8] {
    ProtobufWriter.message { writer in
      if isOld {
        let extents = [Int](repeating: 1, count: 4 - blob.shape.count) + blob.shape
        for (field, extent) in extents.enumerated() { writer.integer(field + 1, extent) }
      } else {
        writer.message(7) { $0.packed(1, integers: blob.shape) }
      }
      writer.packed(5, floats: blob.values)
    }
  }
}
