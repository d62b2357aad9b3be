import Plotting
import Testing

/// Each refusal names the numbers that caused it.
@Suite struct PlottingErrorTests {
  @Test(arguments: [
    (
      PlottingError.badSize(width: 0, height: 5, limit: 9),
      "a picture of 0 x 5 pixels cannot be drawn: each side must be from 1 to 9"
    ), (.badScale(30), "a picture cannot be drawn at scale 30.0: use 0.1 to 20"),
    (
      .unequalLengths(mark: "line", what: "y", expected: 3, found: 2),
      "line: y must have 3 elements, but has 2"
    ), (.badGrid(charts: 5, columns: 0), "a figure cannot show 5 charts in 0 columns"),
  ])
  func descriptions(_ error: PlottingError, _ text: String) {
    #expect("\(error)" == text)
  }
}
