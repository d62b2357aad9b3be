/// What the environment says of how this process was started.
public struct RankEnvironment: Sendable, Equatable {
  /// nil when it was started by itself.
  public let rank: Int?
  /// How many there are; nil when only the library knows.
  public let count: Int?
  /// How many of them are on this machine.
  public let localCount: Int
  /// Copies that a scheduler started without telling them of one another.
  public let strangers: Int?

  /// Open MPI's mpirun says OMPI_COMM_WORLD_RANK; srun with its plug-ins PMIX_RANK or PMI_RANK, and
  /// without one nothing but SLURM's own variables.
  public init(_ environment: [String: String]) {
    func number(_ names: String...) -> Int? {
      names.lazy.compactMap { environment[$0].flatMap { Int($0.prefix { $0.isNumber }) } }.first
    }
    rank = number("OMPI_COMM_WORLD_RANK", "PMIX_RANK", "PMI_RANK")
    count = rank == nil ? nil : number("OMPI_COMM_WORLD_SIZE", "PMI_SIZE", "SLURM_STEP_NUM_TASKS")
    let onMachine = number("OMPI_COMM_WORLD_LOCAL_SIZE", "SLURM_TASKS_PER_NODE")
    localCount = rank == nil ? 1 : max(1, onMachine ?? 1)
    let copies = number("SLURM_STEP_NUM_TASKS") ?? 1
    strangers = rank == nil && copies > 1 ? copies : nil
  }

  /// Threads for this process when nobody says how many: `allowed` are the processors that it may
  /// run on, which mpirun makes few.
  public func threads(processors: Int, allowed: Int) -> Int {
    max(1, min(allowed, processors / localCount))
  }

  /// Whether others were started with this process.
  public var isOneOfSeveral: Bool { rank != nil && count != 1 }
  /// Whether this process prints.
  public var isFirst: Bool { (rank ?? 0) == 0 }
}
