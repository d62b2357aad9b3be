import Inference
import Networks

/// The texts of an exported network's files.
struct CText {
  let name: String
  let origin: String
  let schedule: Schedule
  let steps: [Step]
  let image: WeightImage

  private var network: Network { schedule.network }
  private var inputCount: Int { network.inputShape.reduce(1, *) }
  private var outputCount: Int { network.outputShape.reduce(1, *) }

  // MARK: Header

  var header: String {
    """
    /* \(name).h: a neural network, \
    \(Self.shape(network.inputShape)) -> \(Self.shape(network.outputShape)), written by \(origin).

       Constant data: \(image.bytes.count) bytes of packed weights. Working memory: \
    \(4 * max(1, schedule.size)) bytes in \(name)_memory,
       which the caller provides, and less than 1 KiB of stack. Nothing else is used: no heap, no
       library, no file. Floats are IEEE 754 with 32 bits, in hardware or not. Several threads need
       a \(name)_memory each.

    \(Self.licence)
    */
    #ifndef \(name)_h
    #define \(name)_h

    #ifdef __cplusplus
    extern "C" {
    #endif

    enum {
      \(name)_inputs = \(inputCount),
      \(name)_outputs = \(outputCount),
      \(name)_memory_floats = \(max(1, schedule.size))
    };

    typedef struct {
      float values[\(name)_memory_floats];
    } \(name)_memory;

    /* The outputs of one input, \(Self.shape(network.inputShape)) floats, row by row. They lie in
       memory until the next call. */
    const float *\(name)_run(\(name)_memory *memory, const float *input);

    /* The number of the largest output, the first of equals. */
    int \(name)_class(\(name)_memory *memory, const float *input);

    #ifdef __cplusplus
    }
    #endif

    #endif

    """
  }

  /// The Zero-Clause BSD licence: the source may be pasted anywhere. (dcs itself is under the GPL.)
  static let licence = """
       SPDX-License-Identifier: 0BSD. Permission to use, copy, modify, and/or distribute this
       software for any purpose with or without fee is hereby granted. THE SOFTWARE IS PROVIDED
       "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD TO THIS SOFTWARE INCLUDING ALL
       IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR
       ANY SPECIAL, DIRECT, INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING
       FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR OTHER
       TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF THIS
       SOFTWARE.
       (The weights belong to whoever trained them.)
    """

  // MARK: Source

  var source: String {
    // Where everything was written into place, nothing copies.
    let isCopying = run.contains("copy(")
    let parts = RuntimePart.closure(
      of: Set(steps.flatMap(\.parts)).filter { $0 != .copy || isCopying })
    let include = image.bytes.isEmpty ? "" : "#include \"\(name)_weights.h\"\n"
    return """
      /* \(name).c: what \(name).h declares; its licence is there. */
      #include <stdint.h>

      #include "\(name).h"
      \(include)
      \(parts.map { $0.source + "\n" }.joined(separator: "\n"))
      \(run)
      int \(name)_class(\(name)_memory *memory, const float *input) {
        const float *output = \(name)_run(memory, input);
        int best = 0, i;
        for (i = 1; i < \(name)_outputs; i++)
          if (output[i] > output[best]) best = i;
        return best;
      }

      """
  }

  private var run: String {
    let body = steps.indices.map(text).joined()
    let unused =
      steps.allSatisfy { $0.parts.isEmpty } ? "  (void)memory;\n" : "  float *m = memory->values;\n"
    return """
      const float *\(name)_run(\(name)_memory *memory, const float *input) {
      \(unused)\(body)  return \(expression(network.outputs[0].source));
      }

      """
  }

  private func text(ofStep number: Int) -> String {
    let (step, work) = (steps[number], schedule.steps[number])
    let inputs = work.inputs.map { Self.shape(schedule.shape(of: $0)) }
    let shapes =
      "\(inputs.joined(separator: " + ")) -> \(Self.shape(schedule.shape(of: .node(work.output))))"
    let comment = "  /* \(Self.comment(schedule.summary(of: work))), \(shapes) */\n"
    let sources = work.inputs + (work.addend.map { [$0] } ?? [])
    let calls = step.calls(sources.map(expression), expression(.node(work.output)))
    guard !step.constants.isEmpty else { return comment + calls.map { "  \($0)\n" }.joined() }
    let constants = step.constants.map { "    static const \($0);\n" }.joined()
    return comment + "  {\n" + constants + calls.map { "    \($0)\n" }.joined() + "  }\n"
  }

  /// Where a value lies.
  private func expression(_ source: Network.Source) -> String {
    guard case .block(let offset, let within, _) = schedule.place(of: source) else {
      return "input"
    }
    return offset + within == 0 ? "m" : "m + \(offset + within)"
  }

  static func shape(_ extents: [Int]) -> String {
    extents.map(String.init).joined(separator: "x")
  }

  /// A user's name cannot end the comment, nor begin one.
  static func comment(_ name: String) -> String {
    String(
      name.map { $0.isASCII && ($0.isLetter || $0.isNumber || "_-./+ ".contains($0)) ? $0 : "_" }
    )
    .replacing("//", with: "/_")
  }

  // MARK: Weights

  static func weights(name: String, _ image: WeightImage) -> [UInt8] {
    var text = Array(
      "/* \(name)_weights.h: codes, positions, centroids and biases; see \(name).h. */\n".utf8)
    guard !image.bytes.isEmpty else { return text }
    text += Array("static const unsigned char packed[\(image.bytes.count)] = {".utf8)
    text.reserveCapacity(4 * image.bytes.count + 1000)
    for (place, byte) in image.bytes.enumerated() {
      text.append(place % 32 == 0 ? UInt8(ascii: "\n") : UInt8(ascii: " "))
      if byte >= 100 { text.append(UInt8(ascii: "0") + byte / 100) }
      if byte >= 10 { text.append(UInt8(ascii: "0") + byte / 10 % 10) }
      text.append(UInt8(ascii: "0") + byte % 10)
      text.append(UInt8(ascii: ","))
    }
    return text + Array("\n};\n".utf8)
  }

  // MARK: Example

  var example: String {
    """
    /* \(name)_example.c: classes of the inputs on standard input, \(inputCount) floats of 32 bits
       each, one a line.

         cc -std=c99 -O2 \(name).c \(name)_example.c -o \(name) && ./\(name) < inputs.f32

       SPDX-License-Identifier: 0BSD */
    #include <stdio.h>

    #include "\(name).h"

    int main(void) {
      static \(name)_memory memory;
      static float input[\(name)_inputs];
      while (fread(input, sizeof input, 1, stdin) == 1)
        printf("%d\\n", \(name)_class(&memory, input));
      return 0;
    }

    """
  }
}
