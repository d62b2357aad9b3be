import Jupyter
import Testing

@Suite struct KernelHistoryTests {
  private let history = KernelHistory(
    ["x = 1", "y", "x = 2", "y"].enumerated().map {
      HistoryEntry(number: $0 + 1, code: $1, output: nil)
    })

  private func numbers(_ request: [String: Any]) -> [Int] {
    history.chosen(by: request).map(\.number)
  }

  @Test func requestsChoose() {
    #expect(numbers(["hist_access_type": "tail", "n": 2]) == [3, 4])
    #expect(numbers(["hist_access_type": "range", "start": 2, "stop": 4]) == [2, 3])
    #expect(numbers(["hist_access_type": "search", "pattern": "x = ?"]) == [1, 3])
    #expect(numbers(["hist_access_type": "search", "pattern": "y", "unique": true]) == [4])
    #expect(numbers(["hist_access_type": "search", "pattern": "*", "n": 3]) == [2, 3, 4])
  }
}
