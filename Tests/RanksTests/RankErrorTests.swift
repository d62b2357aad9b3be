import Ranks
import Testing

@Suite struct RankErrorTests {
  @Test func aMissingLibraryComesWithThePackageToInstall() {
    let error = RankError.noLibrary("libmpi.so.40")
    #expect(error.description.contains("Open MPI's library libmpi.so.40 is not here"))
    #expect(error.remedy == "sudo apt-get install libopenmpi3")
  }

  @Test func aRankIsNamed() {
    let error = RankError.ended(rank: "rank 1 on node7", reason: "the disk is full")
    #expect(error.description == "rank 1 on node7 ended before the others: the disk is full")
  }
}
