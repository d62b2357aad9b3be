import Devices
import Testing

@Suite(
  .enabled(
    if: DevicesCommandTests.count > 0,
    "no OpenCL device is here (apt-get install pocl-opencl-icd)"))
struct TuneDeviceCommandTests {
  private static let net =
    "n = net([dense(9), relu, dense(5)], input=[40]) |> stand_in(density=30%, bits=3);"

  /// A row for each product and batch, none slower than before, and the same results after.
  @Test func tunesEveryProduct() throws {
    let run = try ScriptRun(
      Self.net + """
         x = rand(3, 40); before = infer(n, x, on="gpu").outputs.fc2
        t = tune_device(n, batch=[1, 3])
        slower = filter(t, fn(row) { row.us > row["us before"] })
        [len(t), len(slower), same(before, infer(n, x, on="gpu").outputs.fc2)]
        """)
    #expect(run.story == "[4, 0, true]")
  }

  @Test(arguments: [
    Case(net + "tune_device(n, batch=[])", "value: batch sizes are whole numbers from 1 to 100000"),
    Case(net + "tune_device(n, on=\"cpu\")", "value: the processor has nothing to choose"),
  ]) func refuses(_ example: Case) throws { #expect(try example.story() == example.expected) }
}
