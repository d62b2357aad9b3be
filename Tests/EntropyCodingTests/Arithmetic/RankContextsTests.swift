import EntropyCoding
import Testing

struct RankContextsTests {
  private func model(
    _ negatives: Int, _ positives: Int, splits: Bool = false, _ around: RankNeighbourhood? = nil
  ) -> RankModel {
    RankModel(
      alphabet: RankAlphabet(negatives: negatives, positives: positives, survivors: 1, of: 2),
      splitsSigns: splits, neighbourhood: around)
  }

  @Test("Contexts do not overlap, and all are there")
  func contextsAreApart() {
    for splits in [false, true] {
      for around in [nil, RankNeighbourhood.sample(depth: 2)] {
        let contexts = RankContexts(model(5, 9, splits: splits, around))
        let trees = splits ? 2 : 1
        let top = around == nil ? 0 : 16 * 3 * 4
        #expect(contexts.sign == 48 && contexts.sizeTop == 59)
        #expect(contexts.sizeDeep == 59 + trees * top)
        #expect(contexts.count == contexts.sizeDeep + trees * 16)
      }
    }
  }

  /// Of 3 sizes the second child has one: it has no choice, in every state of the neighbourhood.
  @Test func nodesWithoutChoiceAreCertain() {
    let around = RankNeighbourhood.sample(depth: 2)
    let contexts = RankContexts(model(3, 3, around))
    let initial = contexts.initial(model(3, 3, around))
    for state in 0..<48 {
      let top = initial[contexts.sizeTop + 4 * state..<contexts.sizeTop + 4 * state + 4]
      #expect(top.map(\.ones).dropFirst() == [32768, 32768, 0])
    }
    #expect(initial[contexts.sizeDeep + 3].ones == 0)
    #expect(initial.prefix(contexts.sizeTop).allSatisfy { $0.ones == 32768 })
  }
}
