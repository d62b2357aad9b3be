// NVIDIA's driver interface on the processor, so that dcs's CUDA kernels and the calls around them run where no card is.
//
// Built by EmulatedDriver.swift with -DKERNELS="X(sparse_1) X(sparse_2) ..." and -DSOURCE="kernels.cu". The text of the
// kernels is compiled as C++. The threads of a block are fibers: each runs until it waits for the others, or ends.
// Streams work at once; a graph is the list of its launches.
#include <algorithm>
#include <cmath>
#include <csetjmp>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <tuple>
#include <utility>
#include <vector>
#include <ucontext.h>

// MARK: Fibers

struct Place { unsigned x, y, z; };
static Place threadIdx, blockIdx, blockDim, gridDim;

struct Fiber {
  ucontext_t first;
  jmp_buf at;
  std::vector<char> stack = std::vector<char>(1 << 16);
  bool started = false, finished = true;
  Place place;
};
static std::vector<Fiber *> fibers;
static Fiber *running;
static jmp_buf scheduler;
static const std::function<void()> *body;

static void leave() {
  if (_setjmp(running->at) == 0) _longjmp(scheduler, 1);
  threadIdx = running->place;
}

static void loop() {
  for (;;) {
    (*body)();
    running->finished = true;
    leave();
  }
}

static void resume(Fiber &fiber) {
  running = &fiber;
  threadIdx = fiber.place;
  if (_setjmp(scheduler)) return;
  if (fiber.started) _longjmp(fiber.at, 1);
  fiber.started = true;
  getcontext(&fiber.first);
  fiber.first.uc_stack.ss_sp = fiber.stack.data();
  fiber.first.uc_stack.ss_size = fiber.stack.size();
  fiber.first.uc_link = nullptr;
  makecontext(&fiber.first, loop, 0);
  setcontext(&fiber.first);
}

/// Threads of a block stop at the same barriers, so that a round takes each to its next one.
static void runBlock(const std::function<void()> &kernel) {
  unsigned count = blockDim.x * blockDim.y * blockDim.z;
  while (fibers.size() < count) fibers.push_back(new Fiber);
  for (unsigned i = 0; i < count; i++) {
    fibers[i]->finished = false;
    fibers[i]->place = {i % blockDim.x, i / blockDim.x % blockDim.y, i / blockDim.x / blockDim.y};
  }
  body = &kernel;
  for (unsigned left = count; left > 0;)
    for (unsigned i = 0; i < count; i++)
      if (!fibers[i]->finished) {
        resume(*fibers[i]);
        left -= fibers[i]->finished;
      }
}

// MARK: CUDA C

using std::max;
using std::min;
static const unsigned mostShared = 48 << 10;
// Those of an `extern __shared__` array, whose size comes with the launch.
extern "C" float group_floats[mostShared / 4] = {};
static float __int_as_float(int bits) { float value; memcpy(&value, &bits, 4); return value; }
static unsigned __umulhi(unsigned a, unsigned b) { return (uint64_t)a * b >> 32; }
static void __syncthreads() { leave(); }
#define __global__
#define __noinline__ __attribute__((noinline))
#define __launch_bounds__(threads)
#define __shared__
// The kernels' own words; the C library has some of them, too.
#define uint kernel_uint
#define ushort kernel_ushort
#define ulong kernel_ulong
#undef INFINITY
#include SOURCE

// MARK: Functions of the driver

typedef std::function<void()> Work;
struct Function {
  std::string name;
  std::function<Work(void **)> bound;
};

/// With copies of the arguments, as the driver makes them.
template <typename... Types, size_t... Numbers>
static Work boundTo(void (*kernel)(Types...), void **arguments, std::index_sequence<Numbers...>) {
  std::tuple<std::decay_t<Types>...> values(*static_cast<std::decay_t<Types> *>(arguments[Numbers])...);
  return [=] { std::apply(kernel, values); };
}

template <typename... Types> static Function function(const char *name, void (*kernel)(Types...)) {
  return {name, [=](void **arguments) { return boundTo(kernel, arguments, std::index_sequence_for<Types...>()); }};
}

#define X(name) function(#name, name),
static std::vector<Function> functions = {KERNELS};
#undef X

// Memory of the card, each piece with bytes behind it that nobody may write.
static const size_t fence = 256;
static std::map<uint64_t, size_t> pieces;

static void checkFences(const std::string &name) {
  for (auto &[address, bytes] : pieces)
    for (size_t i = 0; i < fence; i++)
      if (reinterpret_cast<unsigned char *>(address)[bytes + i] != 0xa5) {
        fprintf(stderr, "%s wrote behind a piece of %zu bytes\n", name.c_str(), bytes);
        abort();
      }
}

struct Launched {
  std::string name;
  Place grid, block;
  Work work;
  void run() const {
    gridDim = grid;
    blockDim = block;
    for (unsigned z = 0; z < grid.z; z++)
      for (unsigned y = 0; y < grid.y; y++)
        for (unsigned x = 0; x < grid.x; x++) {
          blockIdx = {x, y, z};
          runBlock(work);
        }
    checkFences(name);
  }
};
typedef std::vector<Launched> Graph;
struct Context { int kernelLaunches = 0; };
struct Stream { bool isRecording = false; Graph recorded; };
struct Configuration {
  unsigned gridX, gridY, gridZ, blockX, blockY, blockZ, sharedBytes;
  Stream *stream;
  const struct { unsigned number; char nothing[4]; int value; } *attributes;
  unsigned attributeCount;
};
enum { success = 0, invalid = 1, noMemory = 2, noContext = 201, badText = 218, notFound = 500 };

static std::recursive_mutex lock;
static thread_local Context *current;
static std::string text;
// What a test may look at: graphs that were launched, and launches that said they may come early.
extern "C" int emulated_graphs, emulated_early;
int emulated_graphs = 0, emulated_early = 0;
#define LOCKED std::lock_guard<std::recursive_mutex> guard(lock); if (!current) return noContext;

extern "C" {
int cuInit(unsigned) { return success; }
int cuDriverGetVersion(int *version) { *version = 12040; return success; }
int cuDeviceGetCount(int *count) { *count = 1; return success; }
int cuDeviceGet(int *device, int ordinal) { *device = ordinal; return ordinal ? invalid : success; }
int cuDeviceGetName(char *name, int size, int) { snprintf(name, size, "emulated card"); return success; }
int cuDeviceTotalMem_v2(size_t *bytes, int) { *bytes = size_t(1) << 32; return success; }
int cuDeviceGetAttribute(int *value, int question, int) {
  static const std::map<int, int> known = {{1, 256}, {8, mostShared}, {16, 2}, {38, 1 << 20}, {75, 9}, {76, 0}};
  auto found = known.find(question);
  if (found == known.end()) return invalid;
  *value = found->second;
  return success;
}
int cuCtxCreate_v2(Context **context, unsigned, int) { *context = current = new Context; return success; }
int cuCtxDestroy_v2(Context *context) { if (current == context) current = nullptr; delete context; return success; }
int cuCtxSetCurrent(Context *context) { current = context; return success; }
int cuStreamCreate(Stream **stream, unsigned) { *stream = new Stream; return success; }
int cuStreamDestroy_v2(Stream *stream) { delete stream; return success; }
int cuStreamSynchronize(Stream *) { LOCKED return success; }

/// The text must have all kernels, and be that for a card of 9.0.
int cuModuleLoadDataEx(void **module, const char *image, unsigned count, const int *options, void **values) {
  LOCKED
  text = image;
  bool isWhole = text.find(".target sm_90") != std::string::npos && text.find("griddepcontrol.wait;") != std::string::npos;
  for (auto &function : functions) isWhole &= text.find(".entry " + function.name + "(") != std::string::npos;
  for (unsigned i = 0; i < count && !isWhole; i++)
    if (options[i] == 5) snprintf(static_cast<char *>(values[i]), 40, "error   : emulated");
  *module = &text;
  return isWhole ? success : badText;
}
int cuModuleGetFunction(Function **found, void *, const char *name) {
  LOCKED
  for (auto &function : functions)
    if (function.name == name) { *found = &function; return success; }
  return notFound;
}
int cuFuncGetAttribute(int *value, int, Function *) { *value = 256; return success; }
int cuMemAlloc_v2(uint64_t *address, size_t bytes) {
  LOCKED
  char *piece = static_cast<char *>(malloc(bytes + fence));
  if (!piece) return noMemory;
  // What nobody wrote is no number.
  memset(piece, 0xff, bytes);
  memset(piece + bytes, 0xa5, fence);
  *address = reinterpret_cast<uint64_t>(piece);
  pieces[*address] = bytes;
  return success;
}
int cuMemFree_v2(uint64_t address) {
  LOCKED
  pieces.erase(address);
  free(reinterpret_cast<void *>(address));
  return success;
}
int cuMemcpyHtoDAsync_v2(uint64_t target, const void *source, size_t bytes, Stream *) {
  LOCKED
  memcpy(reinterpret_cast<void *>(target), source, bytes);
  return success;
}
int cuMemcpyDtoHAsync_v2(void *target, uint64_t source, size_t bytes, Stream *) {
  LOCKED
  memcpy(target, reinterpret_cast<void *>(source), bytes);
  return success;
}
int cuLaunchKernelEx(const Configuration *launch, Function *function, void **arguments, void **) {
  LOCKED
  Place block = {launch->blockX, launch->blockY, launch->blockZ};
  unsigned threads = block.x * block.y * block.z;
  if (!launch->gridX || !launch->gridY || !launch->gridZ || !threads || threads > 256 || launch->sharedBytes > mostShared)
    return invalid;
  if (launch->gridY > 65535 || launch->gridZ > 65535 || block.z > 64) return invalid;
  for (unsigned i = 0; i < launch->attributeCount; i++)
    emulated_early += launch->attributes[i].number == 6 && launch->attributes[i].value == 1;
  Launched launched = {function->name, {launch->gridX, launch->gridY, launch->gridZ}, block, function->bound(arguments)};
  if (launch->stream->isRecording) launch->stream->recorded.push_back(launched);
  else launched.run();
  return success;
}
int cuStreamBeginCapture_v2(Stream *stream, int) { LOCKED stream->isRecording = true; stream->recorded.clear(); return success; }
int cuStreamEndCapture(Stream *stream, Graph **graph) {
  LOCKED
  stream->isRecording = false;
  *graph = new Graph(stream->recorded);
  return success;
}
int cuGraphInstantiateWithFlags(Graph **executable, Graph *graph, unsigned long long) {
  LOCKED
  *executable = new Graph(*graph);
  return success;
}
int cuGraphLaunch(Graph *graph, Stream *) {
  LOCKED
  emulated_graphs++;
  for (auto &launched : *graph) launched.run();
  return success;
}
int cuGraphDestroy(Graph *graph) { delete graph; return success; }
int cuGraphExecDestroy(Graph *graph) { delete graph; return success; }
int cuGetErrorName(int code, const char **name) {
  static const std::map<int, const char *> names = {
      {invalid, "CUDA_ERROR_INVALID_VALUE"}, {noMemory, "CUDA_ERROR_OUT_OF_MEMORY"}, {noContext, "CUDA_ERROR_INVALID_CONTEXT"},
      {badText, "CUDA_ERROR_INVALID_PTX"}, {notFound, "CUDA_ERROR_NOT_FOUND"}, {719, "CUDA_ERROR_LAUNCH_FAILED"}};
  auto found = names.find(code);
  if (found == names.end()) return invalid;
  *name = found->second;
  return success;
}
}
