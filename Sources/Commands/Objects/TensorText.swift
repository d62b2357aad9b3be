import Language
import Tensors

/// How a tensor looks: rows of a matrix, the middle of long ones left out.
enum TensorText {
  /// Where no window says otherwise.
  static let usual = DisplayLimits(rows: 8, width: 109)
  private static let cellWidth = 10

  static func rows(of tensor: Tensor, within limits: DisplayLimits) -> String {
    guard tensor.count > 0 else { return "(empty)" }
    let columns = tensor.shape.last ?? 1
    let mostColumns = limits.width.map { max(3, ($0 + 1) / (cellWidth + 1)) }
    let lines = shown(tensor.count / columns, limit: limits.rows).map { row -> String in
      guard let row else { return "..." }
      let cells = shown(columns, limit: mostColumns).map { column -> String in
        guard let column else { return "..." }
        return padded(cell(tensor.values[row * columns + column]), to: cellWidth)
      }
      return cells.joined(separator: " ")
    }
    return lines.joined(separator: "\n")
  }

  private static func cell(_ value: Float) -> String {
    Value.number(Double(value)).brief(significantDigits: 4)
  }

  private static func padded(_ text: String, to width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  /// 0..<count, with nil in place of a left-out middle.
  private static func shown(_ count: Int, limit: Int?) -> [Int?] {
    guard let limit, count > limit else { return (0..<count).map { $0 } }
    let half = limit / 2
    return (0..<half).map { $0 } + [nil] + ((count - half)..<count).map { $0 }
  }
}
