import Ranks
import Testing

@Suite struct RankEnvironmentTests {
  @Test func aProcessByItselfIsNoRank() {
    let place = RankEnvironment(["HOME": "/root", "SLURM_PROCID": "0", "SLURM_NTASKS": "8"])
    #expect(!place.isOneOfSeveral)
    #expect(place.isFirst)
    #expect(place.strangers == nil, "sbatch runs its script once")
  }

  @Test func mpirunTellsRankAndCount() {
    let place = RankEnvironment([
      "OMPI_COMM_WORLD_RANK": "2", "OMPI_COMM_WORLD_SIZE": "3", "OMPI_COMM_WORLD_LOCAL_SIZE": "3",
    ])
    #expect((place.rank, place.count, place.localCount) == (2, 3, 3))
    #expect(place.isOneOfSeveral)
    #expect(!place.isFirst)
  }

  @Test func theOnlyRankNeedsNoOthers() {
    let place = RankEnvironment(["OMPI_COMM_WORLD_RANK": "0", "OMPI_COMM_WORLD_SIZE": "1"])
    #expect(!place.isOneOfSeveral)
  }

  @Test func srunWithItsPlugInTellsTheRankAndWithoutStrangers() {
    let joined = RankEnvironment([
      "PMIX_RANK": "5", "SLURM_STEP_NUM_TASKS": "8", "SLURM_TASKS_PER_NODE": "4(x2)",
    ])
    #expect((joined.rank, joined.count, joined.localCount) == (5, 8, 4))
    #expect(joined.strangers == nil)
    #expect(RankEnvironment(["SLURM_STEP_NUM_TASKS": "8"]).strangers == 8)
  }

  @Test func threadsAreThoseOfTheMachineDividedByItsRanks() {
    let place = RankEnvironment([
      "OMPI_COMM_WORLD_RANK": "0", "OMPI_COMM_WORLD_SIZE": "4", "OMPI_COMM_WORLD_LOCAL_SIZE": "4",
    ])
    #expect(place.threads(processors: 16, allowed: 16) == 4)
    #expect(place.threads(processors: 16, allowed: 1) == 1, "mpirun bound it to one core")
    #expect(place.threads(processors: 2, allowed: 2) == 1)
  }
}
