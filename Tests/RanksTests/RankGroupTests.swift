import Ranks
import Testing

/// Groups of several ranks need mpirun: `RankedRunTests`.
@Suite struct RankGroupTests {
  @Test func aProcessByItselfHasNoGroup() throws {
    #expect(try RankGroup.joined(RankEnvironment([:])) == nil)
    let only = RankEnvironment(["OMPI_COMM_WORLD_RANK": "0", "OMPI_COMM_WORLD_SIZE": "1"])
    #expect(try RankGroup.joined(only) == nil)
    #expect(RankGroup.current == nil)
  }
}
