import Networks
import Tensors

/// The texts of the files of a network of operators: as `CText`, with any number of inputs and
/// outputs.
struct OperatorText {
  let name: String
  let origin: String
  let schedule: OperatorSchedule
  let steps: [OperatorStep]
  let image: WeightImage

  private var inputs: Range<Int> { schedule.inputShapes.indices }
  private var outputs: Range<Int> { schedule.outputShapes.indices }

  private func list(_ shapes: [[Int]], _ names: [String], of word: String) -> String {
    zip(shapes, names).enumerated().map { number, value in
      "   \(word) \(number): \(CText.comment(value.1)), \(CText.shape(value.0))"
    }.joined(separator: "\n")
  }

  /// "const float *input0, const float *input1"
  private var parameters: String {
    inputs.map { "const float *input\($0)" }.joined(separator: ", ")
  }

  // MARK: Header

  var header: String {
    let network = schedule.network
    return """
      /* \(name).h: a neural network, written by \(origin).

      \(list(schedule.inputShapes, network.inputs.map(\.name), of: "input"))
      \(list(schedule.outputShapes, network.outputs.map(\.name), of: "output"))

         Constant data: \(image.bytes.count) bytes of packed weights. Working memory: \
      \(4 * max(1, schedule.size)) bytes in \(name)_memory,
         which the caller provides, and less than 1 KiB of stack. Nothing else is used: no heap, no
         library, no file. Floats are IEEE 754 with 32 bits, in hardware or not. Several threads
         need a \(name)_memory each.

      \(CText.licence)
      */
      #ifndef \(name)_h
      #define \(name)_h

      #ifdef __cplusplus
      extern "C" {
      #endif

      enum {
      \(inputs.map { "  \(name)_input\($0)_floats = \(count(schedule.inputShapes[$0]))," }
        .joined(separator: "\n"))
      \(outputs.map { "  \(name)_output\($0)_floats = \(count(schedule.outputShapes[$0]))," }
        .joined(separator: "\n"))
        \(name)_memory_floats = \(max(1, schedule.size))
      };

      typedef struct {
        float values[\(name)_memory_floats];
        const float *outputs[\(max(1, outputs.count))];
      } \(name)_memory;

      /* Computes all outputs, row by row, and gives the first; the others are in memory->outputs.
         They lie in memory until the next call. */
      const float *\(name)_run(\(name)_memory *memory, \(parameters));

      #ifdef __cplusplus
      }
      #endif

      #endif

      """
  }

  private func count(_ shape: [Int]) -> Int { shape.reduce(1, *) }

  // MARK: Source

  var source: String {
    let parts = RuntimePart.closure(of: Set(steps.flatMap(\.parts)))
    let include = image.bytes.isEmpty ? "" : "#include \"\(name)_weights.h\"\n"
    return """
      /* \(name).c: what \(name).h declares; its licence is there. */
      #include <stdint.h>

      #include "\(name).h"
      \(include)
      \(parts.map { $0.source + "\n" }.joined(separator: "\n"))
      \(constants)const float *\(name)_run(\(name)_memory *memory, \(parameters)) {
        float *m = memory->values;
      \(steps.indices.map(text).joined())\(unread)\(results)  return memory->outputs[0];
      }

      """
  }

  /// Outputs that depend on no input.
  private var constants: String {
    schedule.constants.enumerated().map { number, tensor in
      let values = (tensor.tensor?.values ?? tensor.numbers.map { Float($0) }).map {
        "\($0)".contains("e") || "\($0)".contains(".") ? "\($0)f" : "\($0).0f"
      }
      return "static const float constant\(number)[] = {\(values.joined(separator: ", "))};\n\n"
    }.joined()
  }

  private var results: String {
    schedule.outputs.enumerated().map { number, value in
      "  memory->outputs[\(number)] = \(OperatorStep.expression(value));\n"
    }.joined()
  }

  /// A compiler warns of arguments that nothing reads.
  private var unread: String {
    let text = steps.flatMap(\.calls).joined()
    let isUsed = text.contains("m,") || text.contains("m)") || text.contains("m +")
    return (isUsed || results.contains("= m") ? "" : "  (void)m;\n")
      + inputs.filter { !(text + results).contains("input\($0)") }.map { "  (void)input\($0);\n" }
      .joined()
  }

  private func text(ofStep number: Int) -> String {
    let (step, work) = (steps[number], schedule.works[number])
    guard !step.calls.isEmpty else { return "" }
    let node = schedule.network.nodes[work.node]
    let comment = "  /* \(CText.comment(node.name)): \(CText.comment(node.layer.kind)) */\n"
    guard !step.constants.isEmpty else {
      return comment + step.calls.map { "  \($0)\n" }.joined()
    }
    return comment + "  {\n" + step.constants.map { "    static const \($0);\n" }.joined()
      + step.calls.map { "    \($0)\n" }.joined() + "  }\n"
  }

  // MARK: Example

  var example: String {
    """
    /* \(name)_example.c: reads the inputs from standard input as 32-bit floats, one after the
       other, and prints every number of every output on a line of its own.

         cc -std=c99 -O2 \(name).c \(name)_example.c -o \(name) && ./\(name) < inputs.f32

       SPDX-License-Identifier: 0BSD */
    #include <stdio.h>

    #include "\(name).h"

    int main(void) {
      static \(name)_memory memory;
    \(inputs.map { "  static float input\($0)[\(name)_input\($0)_floats];" }
      .joined(separator: "\n"))
      static const int counts[] = {\
    \(outputs.map { "\(name)_output\($0)_floats" }.joined(separator: ", "))};
      int i, j;
      while (\(inputs.map { "fread(input\($0), sizeof input\($0), 1, stdin) == 1" }
        .joined(separator: " && "))) {
        \(name)_run(&memory, \(inputs.map { "input\($0)" }.joined(separator: ", ")));
        for (i = 0; i < \(outputs.count); i++)
          for (j = 0; j < counts[i]; j++) printf("%.9g\\n", (double)memory.outputs[i][j]);
      }
      return 0;
    }

    """
  }
}
