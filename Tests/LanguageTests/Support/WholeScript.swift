/// The study in the manual, as a long valid script.
let wholeScript = #"""
  #!/usr/bin/env dcs
  ## # LeNet-300-100 on MNIST: Deep Compression, stage by stage
  param out    = "Plots/lenet300" "folder for files and plots"
  param epochs = 20               "epochs of each (re)training pass"

  seed 42
  mnist = data("mnist")
  fn error_of(m) { 1 - accuracy(m, mnist.test) }

  ## ## 0. A dense network
  dense = lenet300() |> train(mnist, epochs=epochs, lr=0.1, momentum=0.9, l2=1e-4)

  ## ## 1. Prune, retrain, three times
  pruned = dense
  for part in [60%, 85%, 100%] {
      pruned = pruned
          |> prune(sparsity={fc1: 92% * part, fc2: 91% * part, fc3: 74% * part})
          |> retrain(mnist, epochs=epochs, lr=0.01)
  }
  hist(
      pruned.fc1.weight, bins=101, skip_zero=true, title="fc1 after pruning",
      to="{out}/fc1-pruned.png"
  )

  ## ## 2. Share weights: k-means codebooks, then train the centroids
  shared = pruned
      |> quantize(bits=6, init="linear")
      |> retrain(mnist, epochs=epochs, lr=1e-3)    # a quantized net trains its centroids
  plot_codebook(shared.fc1, to="{out}/fc1-codebook.png")

  ## ## 3. Huffman-code it and write one file
  packed = shared |> huffman(index_bits=5)
  save(packed, "{out}/lenet300.dcz")
  show report([dense, pruned, shared, packed], data=mnist.test)

  ## ## Claims this study must keep
  again = load("{out}/lenet300.dcz")
  check packed.bytes == file_size("{out}/lenet300.dcz"), "reported size is the size on disk"
  check same(again, shared), "decoding the file gives back every weight"
  check dense.bytes / packed.bytes >= 40, "at least the paper's 40x"
  check error_of(again) <= error_of(dense), "no loss of accuracy"
  """#
