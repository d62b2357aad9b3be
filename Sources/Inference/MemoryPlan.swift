/// Where values lie in one block of memory: those that are never needed at the same time share
/// their place.
package struct MemoryPlan: Equatable, Sendable {
  /// A value that needs a place.
  package struct Request: Equatable, Sendable {
    /// Steps from the first that writes to the last that reads.
    package let life: ClosedRange<Int>
    package let size: Int

    package init(life: ClosedRange<Int>, size: Int) { (self.life, self.size) = (life, size) }
  }

  /// Of each request, from the start of the block.
  package let offsets: [Int]
  /// Of the whole block.
  package let size: Int
  /// No plan needs less: the most that lives at one time.
  package let lowerBound: Int

  /// The largest value takes the lowest place that is free during its whole life, then the next:
  /// greedy by size, which comes close to the bound for the graphs that networks are (Pisarchyk and
  /// Lee 2020).
  package init(_ requests: [Request]) {
    var offsets = [Int](repeating: 0, count: requests.count)
    var placed: [Int] = []
    let order = requests.indices.sorted {
      (requests[$1].size, $0) < (requests[$0].size, $1)
    }
    for number in order {
      let request = requests[number]
      var offset = 0
      let others = placed.filter { requests[$0].life.overlaps(request.life) }
      for other in others.sorted(by: { offsets[$0] < offsets[$1] }) {
        if offsets[other] >= offset + request.size { break }
        offset = max(offset, offsets[other] + requests[other].size)
      }
      offsets[number] = offset
      placed.append(number)
    }
    self.offsets = offsets
    size = requests.indices.reduce(0) { max($0, offsets[$1] + requests[$1].size) }
    lowerBound = Self.lowerBound(requests)
  }

  private static func lowerBound(_ requests: [Request]) -> Int {
    let times = Set(requests.map(\.life.lowerBound))
    return times.reduce(0) { most, time in
      let living = requests.filter { $0.life.contains(time) }
      return max(most, living.reduce(0) { $0 + $1.size })
    }
  }
}
