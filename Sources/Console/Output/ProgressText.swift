import Language

/// One line that says how far a long stage is.
public enum ProgressText {
  /// For a terminal, at most `width` characters: `train 45% epoch 3/20, loss 0.08 · 12 340 images/s
  /// · 0:42 left`.
  public static func bar(_ progress: Progress, width: Int) -> String {
    if let seconds = progress.secondsSoFar {
      return truncated("\(progress.stage) · \(duration(seconds)) so far", to: width)
    }
    var parts = ["\(progress.stage) \(percent(progress))"]
    if !progress.detail.isEmpty { parts.append(progress.detail) }
    if let rate = rate(progress) { parts.append(rate) }
    if let left = progress.secondsLeft { parts.append(duration(left) + " left") }
    return truncated(parts.joined(separator: " · "), to: width)
  }

  /// For a log: one line at the end of every epoch.
  public static func line(_ progress: Progress) -> String {
    let subject =
      progress.detail.isEmpty
      ? "\(progress.done)/\(progress.total) \(progress.unit)" : progress.detail
    return "\(progress.stage): \(subject)" + (rate(progress).map { " (\($0))" } ?? "")
  }

  /// `0:42`, `12:05`, `1:02:09`.
  public static func duration(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds >= 0, seconds < 1e9 else { return "?" }
    let whole = Int(seconds.rounded(.up))
    let (hours, minutes, rest) = (whole / 3600, whole / 60 % 60, whole % 60)
    return hours > 0 ? "\(hours):\(padded(minutes)):\(padded(rest))" : "\(minutes):\(padded(rest))"
  }

  private static func percent(_ progress: Progress) -> String {
    let share = progress.total > 0 ? 100 * progress.done / progress.total : 0
    return "\(min(max(share, 0), 100))%"
  }

  private static func rate(_ progress: Progress) -> String? {
    guard let rate = progress.unitsPerSecond, rate.isFinite, rate > 0, rate < 1e15 else {
      return nil
    }
    if rate < 10 { return "\((rate * 10).rounded() / 10) \(progress.unit)/s" }
    return "\(NumberText.grouped(Int(rate.rounded()))) \(progress.unit)/s"
  }

  private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private static func truncated(_ line: String, to width: Int) -> String {
    line.count <= width ? line : String(line.prefix(max(0, width - 1))) + "…"
  }
}
