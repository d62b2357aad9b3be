import Devices
import Testing

struct OpenCLCodeTests {
  /// Numbers and names of cl.h.
  @Test func codesHaveTheirNames() {
    #expect(OpenCLCode.name(-4) == "CL_MEM_OBJECT_ALLOCATION_FAILURE")
    #expect(OpenCLCode.name(-11) == "CL_BUILD_PROGRAM_FAILURE")
    #expect(OpenCLCode.name(-54) == "CL_INVALID_WORK_GROUP_SIZE")
    #expect(OpenCLCode.name(-9999) == "error -9999")
  }
}
