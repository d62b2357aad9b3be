import Glibc
import Ranks
import Testing

@Suite struct OpenMPITests {
  /// Where the library is, all that dcs calls is in it; where it is not, the error says what to do.
  @Test func theLibraryHasAllOrIsNotThere() throws {
    let isThere = dlopen("libmpi.so.40", RTLD_NOW | RTLD_GLOBAL) != nil
    do throws(RankError) {
      _ = try OpenMPI()
      #expect(isThere)
    } catch {
      #expect(!isThere)
      #expect(error == .noLibrary("libmpi.so.40"))
    }
  }
}
